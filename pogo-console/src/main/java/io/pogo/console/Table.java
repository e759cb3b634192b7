package io.pogo.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in columns that are as wide as their cells; on a terminal that is too narrow the names in the first column are
 * cut.
 */
final class Table {
    private static final String GAP = "  ";
    /** The least width of a name that is cut: what is left of it must still be recognized. */
    private static final int NARROWEST = 16;

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    Table row(String... cells) {
        rows.add(List.of(cells).stream().map(Text::printable).toList());
        return this;
    }

    /** Returns one line a row, the titles first, without blanks at the ends of lines. */
    List<String> lines(Style style) {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        style.columns().ifPresent(columns -> narrow(widths, columns));
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, widths, style, lines.isEmpty())));
        return lines;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Display.width(row.get(column)))
                .max()
                .orElse(0);
    }

    /** Narrows the first column, which has the names, until the line fits or too little of them would be left. */
    private static void narrow(int[] widths, int columns) {
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - columns;
        widths[0] = Math.min(widths[0], Math.max(NARROWEST, widths[0] - Math.max(0, excess)));
    }

    private static String line(List<String> row, int[] widths, Style style, boolean isTitle) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = Display.cutInTheMiddle(row.get(i), widths[i]);
            boolean isLast = i == widths.length - 1;
            line.append(i == 0 ? "" : GAP).append(isTitle ? style.title(cell) : style.cell(cell));
            line.append(isLast ? "" : " ".repeat(widths[i] - Display.width(cell)));
        }
        return line.toString().stripTrailing();
    }
}
