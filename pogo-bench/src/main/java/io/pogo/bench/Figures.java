package io.pogo.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures that one benchmark has measured.
 *
 * @param name the benchmark's name
 * @param all the figures, in the order in which they are shown
 */
record Figures(String name, List<Figure> all) {
    private static final int DECIMALS = 3;

    /**
     * A figure of a benchmark.
     *
     * @param field the name of the figure, with its unit
     * @param value the measured value; NaN for a figure that is true or false
     * @param text the value as text
     * @param budget the budget of the figure; null if it has none
     */
    record Figure(
            String field,
            double value,
            String text,
            @Nullable Budget budget) {}

    static Figures of(String name) {
        return new Figures(name, List.of());
    }

    Figures with(String field, double value) {
        return with(field, value, null);
    }

    Figures with(String field, boolean value) {
        return with(new Figure(field, Double.NaN, Boolean.toString(value), null));
    }

    Figures with(String field, double value, @Nullable Budget budget) {
        double rounded = rounded(value);
        return with(new Figure(field, rounded, text(rounded), budget));
    }

    private Figures with(Figure figure) {
        List<Figure> more = new ArrayList<>(all);
        more.add(figure);
        return new Figures(name, List.copyOf(more));
    }

    Figures withoutBudgets() {
        return new Figures(
                name,
                all.stream()
                        .map(figure -> new Figure(figure.field(), figure.value(), figure.text(), null))
                        .toList());
    }

    /**
     * Returns the setting that distinguishes several figures of one name: the number of children or of nodes, if it has
     * one.
     */
    String setting() {
        return all.stream()
                .filter(figure ->
                        figure.field().equals("children") || figure.field().equals("nodes"))
                .map(figure -> " " + figure.text())
                .collect(Collectors.joining());
    }

    /** Returns the figures as one JSON object. */
    String json() {
        return all.stream()
                .map(figure -> ",\"" + figure.field() + "\":" + figure.text())
                .collect(Collectors.joining("", "{\"name\":\"" + name + "\"", "}"));
    }

    /** Returns a number as a person writes it: {@code 8}, not {@code 8.0}. */
    static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static double rounded(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
