package io.pogo.engine.base;

/**
 * Text that came from elsewhere, for a message, a log or a terminal: one line of bounded length, in which nothing moves
 * a cursor, colours, reorders or hides what is around it.
 */
public final class Printable {
    private static final int MOST = 200;

    private Printable() {}

    /** The text; what is not fit to be shown appears as {@code \\u001b}, what is too long is cut. */
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

    /** Controls, formats such as marks of direction, halves of characters, line ends and what is no character. */
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
