package io.pogo.console;

/**
 * The width of text on a terminal, in columns. East Asian wide characters and emoji take two, marks that combine with
 * the character before them take none (Unicode Standard Annex #11).
 */
final class Display {
    private static final String ELLIPSIS = "\u2026";

    /** The blocks whose characters take two columns: first and last code point. */
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, // Hangul Jamo
        {0x231a, 0x231b}, // watch, hourglass
        {0x23e9, 0x23f3}, // controls and clocks
        {0x25fd, 0x25fe}, // small squares
        {0x2614, 0x2615}, // umbrella, hot beverage
        {0x2648, 0x2653}, // zodiac
        {0x26a1, 0x26a1}, // high voltage
        {0x26d4, 0x26d4}, // no entry
        {0x2705, 0x2705}, // check mark
        {0x274c, 0x274e}, // cross marks
        {0x2753, 0x2757}, // question and exclamation marks
        {0x2795, 0x2797}, // heavy signs
        {0x2b50, 0x2b55}, // star, circle
        {0x2e80, 0x303e}, // CJK radicals, Kangxi, punctuation
        {0x3041, 0xa4cf}, // kana, CJK, Yi
        {0xa960, 0xa97f}, // Hangul Jamo extended
        {0xac00, 0xd7a3}, // Hangul syllables
        {0xf900, 0xfaff}, // CJK compatibility
        {0xfe30, 0xfe6f}, // CJK compatibility forms
        {0xff01, 0xff60}, // full-width forms
        {0xffe0, 0xffe6}, // full-width signs
        {0x16fe0, 0x18cff}, // Tangut
        {0x1b000, 0x1b2ff}, // kana extended
        {0x1f004, 0x1f004}, // mahjong
        {0x1f0cf, 0x1f0cf}, // joker
        {0x1f18e, 0x1f19a}, // squared letters
        {0x1f200, 0x1f64f}, // enclosed ideographs, pictographs, emoticons
        {0x1f680, 0x1f6ff}, // transport
        {0x1f7e0, 0x1f7eb}, // coloured shapes
        {0x1f900, 0x1faff}, // pictographs
        {0x20000, 0x3fffd}, // CJK extensions
    };

    private Display() {}

    /** Returns how many columns a text takes. */
    static int width(String text) {
        return text.codePoints().map(Display::width).sum();
    }

    /** Returns the text, or its beginning and its end around an ellipsis where it is wider than that many columns. */
    static String cutInTheMiddle(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int end = (columns - 1) / 2;
        return beginning(text, columns - 1 - end) + ELLIPSIS + ending(text, end);
    }

    private static String beginning(String text, int columns) {
        int at = 0;
        for (int used = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            used += width(text.codePointAt(at));
            if (used > columns) {
                break;
            }
        }
        return text.substring(0, at);
    }

    private static String ending(String text, int columns) {
        int at = text.length();
        for (int used = 0; at > 0; at -= Character.charCount(text.codePointBefore(at))) {
            used += width(text.codePointBefore(at));
            if (used > columns) {
                break;
            }
        }
        return text.substring(at);
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    private static boolean isWide(int character) {
        int low = 0;
        int high = WIDE.length - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            if (character < WIDE[middle][0]) {
                high = middle - 1;
            } else if (character > WIDE[middle][1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
