package io.pogo.bench;

import java.util.List;
import java.util.Locale;

/** The results as people read them. */
final class BenchTable {
    private BenchTable() {}

    static String of(List<Figures> results) {
        StringBuilder text = new StringBuilder();
        row(text, "benchmark", "figure", "value", "budget", "");
        for (Figures figures : results) {
            String name = figures.name() + figures.setting();
            for (Figures.Figure figure : figures.all()) {
                Budget budget = figure.budget();
                row(
                        text,
                        name,
                        figure.field(),
                        figure.text(),
                        budget == null ? "" : budget.toString(),
                        budget == null ? "" : budget.verdict(figure.value()));
                name = "";
            }
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, String name, String field, String value, String budget, String verdict) {
        text.append(String.format(Locale.ROOT, "%-32s %-22s %12s  %-10s %s", name, field, value, budget, verdict)
                        .stripTrailing())
                .append('\n');
    }
}
