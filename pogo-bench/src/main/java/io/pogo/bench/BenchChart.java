package io.pogo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws how much of its budget each figure takes: a bar a figure, a line where the budget ends. */
final class BenchChart {
    private static final int ROW = 24;
    private static final int TOP = 40;
    private static final int LABELS = 330;
    private static final int BUDGET = 300;
    private static final int WIDTH = 860;

    /** The longest bar, in budgets; a longer one is cut. */
    private static final double MOST = 1.25;

    private static final double LEAST = 0.004;

    private static final String STYLE = """
            <title>Pogo's benchmarks: each figure as a part of its budget</title>
            <style>
            text { fill: #24292f } .quiet { fill: #57606a } .within { fill: #2f81b7 } .outside { fill: #c4432b }
            line { stroke: #57606a; stroke-dasharray: 4 3 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 } .quiet { fill: #9198a1 } .within { fill: #58a6d8 } .outside { fill: #f0735a }
              line { stroke: #9198a1 }
            }
            </style>
            """;

    private BenchChart() {}

    /**
     * A bar of the chart.
     *
     * @param label the text next to it
     * @param figure the measured figure
     * @param budget the budget of the figure
     */
    private record Bar(String label, Figures.Figure figure, Budget budget) {}

    static String of(List<Figures> results) {
        List<Bar> bars = new ArrayList<>();
        for (Figures figures : results) {
            for (Figures.Figure figure : figures.all()) {
                Budget budget = figure.budget();
                if (budget != null) {
                    bars.add(new Bar(figures.name() + figures.setting() + " · " + figure.field(), figure, budget));
                }
            }
        }
        return draw(bars);
    }

    private static String draw(List<Bar> bars) {
        int height = TOP + Math.max(1, bars.size()) * ROW + 10;
        StringBuilder svg = new StringBuilder(String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                                + " height=\"%2$d\""
                                + " role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">%n",
                        WIDTH,
                        height))
                .append(STYLE);
        svg.append(text(LABELS + BUDGET, 20, "middle", "quiet", "budget"));
        for (int i = 0; i < bars.size(); i++) {
            row(svg, TOP + i * ROW, bars.get(i));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\"/>%n",
                LABELS + BUDGET,
                TOP - 10,
                height - 10));
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, int y, Bar bar) {
        double share =
                Math.max(LEAST, Math.min(MOST, bar.budget().share(bar.figure().value())));
        svg.append(text(LABELS - 10, y + 13, "end", "", bar.label()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                bar.budget().verdict(bar.figure().value()),
                LABELS,
                y,
                share * BUDGET,
                ROW - 7));
        svg.append(text(
                LABELS + (int) (BUDGET * MOST) + 10,
                y + 13,
                "start",
                "",
                bar.figure().text() + " (" + bar.budget() + ")"));
    }

    private static String text(int x, int y, String anchor, String style, String content) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                style,
                content.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
