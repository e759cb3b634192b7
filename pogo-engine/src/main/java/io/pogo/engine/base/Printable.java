package io.pogo.engine.base;

/**
 * The conversion of text from outside for a message, a log or a terminal: one line of bounded length, without
 * characters that move the cursor, colour, reorder or hide the surrounding text.
 */
public final class Printable {
    private static final int MOST = 200;

    private Printable() {}

    /**
     * Returns the text; a character that is not fit to be shown appears as {@code \\u001b}, and text that is too long
     * is cut.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        while (at < text.length() && line.length() < MOST) {
            int c = text.codePointAt(at);
            if (isFit(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format(c > Character.MAX_VALUE ? "\\U%08x" : "\\u%04x", c));
            }
            at += Character.charCount(c);
        }
        return at < text.length() ? line.append("...").toString() : line.toString();
    }

    /**
     * Returns whether a character may be shown. Control and format characters (such as marks of direction), surrogates,
     * private and unassigned characters and line separators may not.
     */
    private static boolean isFit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
