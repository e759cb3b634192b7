package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BenchChartTest {
    private static final List<Figures> RESULTS = List.of(
            Figures.of("list").with("children", 1_000).with("ms", 500, Budget.atMost(1_000)),
            Figures.of("idle").with("zkWritesPerSecond", 3, Budget.exactly(0)),
            Figures.of("join").with("overlaps", 0, Budget.exactly(0)).with("gapP99Ms", 7));

    private static Document chart(List<Figures> results) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(BenchChart.of(results))));
    }

    private static List<Element> all(Document chart, String tag) {
        NodeList nodes = chart.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void there_is_a_bar_for_each_figure_that_has_a_budget() throws Exception {
        Document chart = chart(RESULTS);
        assertThat(all(chart, "rect"))
                .extracting(bar -> bar.getAttribute("class"))
                .containsExactly("within", "outside", "within");
        assertThat(all(chart, "text"))
                .extracting(Element::getTextContent)
                .contains("list 1000 · ms", "500 (<= 1000)", "idle · zkWritesPerSecond");
    }

    @Test
    void a_bar_is_as_long_as_its_part_of_the_budget_and_is_cut_where_it_is_too_long() throws Exception {
        List<Double> widths = all(chart(RESULTS), "rect").stream()
                .map(bar -> Double.valueOf(bar.getAttribute("width")))
                .toList();
        double budget = widths.get(0) * 2;
        assertThat(widths.get(1)).isGreaterThan(budget).isLessThan(budget * 1.5);
        assertThat(widths.get(2)).isEqualTo(budget);
    }

    @Test
    void it_can_be_read_on_dark_ground_too() throws Exception {
        assertThat(all(chart(RESULTS), "style"))
                .extracting(Element::getTextContent)
                .anyMatch(style -> style.contains("prefers-color-scheme: dark"));
    }

    @Test
    void nothing_measured_makes_an_empty_chart() throws Exception {
        assertThat(all(chart(List.of()), "rect")).isEmpty();
    }
}
