package io.pogo.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pogo.DistributedSupervisor;
import io.pogo.Startup;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Grafana's dashboard and the rules of Prometheus use the metrics that a node has, by the names of Prometheus. */
class DashboardTest {
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "pogo.json");
    private static final Path ALERTS = Path.of("..", "deploy", "prometheus", "pogo-alerts.yml");
    private static final Path ALERT_TESTS = Path.of("..", "deploy", "prometheus", "pogo-alerts-test.yml");
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    /** A line of a scrape: {@code pogo_children{node="a",scope="s",state="stuck"} 0.0}. */
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)\\{(.*?)} ");

    private static final Pattern METRIC = Pattern.compile("pogo_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(pogo_\\w+)\\{(.*?)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LABEL_IN_TEXT = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z]+) ?}}");

    /** The metrics of a node, each with the values of its labels. */
    private static final Map<String, Map<String, Set<String>>> METRICS = new TreeMap<>();

    @BeforeAll
    static void scrape() {
        SAMPLE.matcher(scraped()).results().forEach(sample -> {
            Map<String, Set<String>> labels = METRICS.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
            MATCHER.matcher(sample.group(2))
                    .results()
                    .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                            .add(label.group(3)));
        });
        assertThat(METRICS).containsKeys("pogo_children", "pogo_child_starts_total", "pogo_takeover_seconds_max");
    }

    /** Returns what Prometheus gets from a node, which has its meters before ZooKeeper is there. */
    private static String scraped() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DistributedSupervisor node = ZooKeeperSupervisor.builder()
                .connectString("127.0.0.1:1")
                .scope("my-scope")
                .startup(Startup.WAIT)
                .meterRegistry(registry)
                .start();
        try (node) {
            return registry.scrape();
        }
    }

    @Test
    void the_dashboard_shows_each_metric_and_no_other() throws IOException {
        List<String> expressions = expressionsOfDashboard();

        assertThat(expressions).hasSizeGreaterThan(15).allSatisfy(DashboardTest::checkExpression);
        Set<String> shown = new TreeSet<>();
        expressions.forEach(expression -> metrics(expression).forEach(shown::add));
        assertThat(shown).isEqualTo(METRICS.keySet());
    }

    @Test
    void the_panels_of_the_dashboard_have_ids_of_their_own_and_do_not_overlap() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add((place.path("x").asInt() + x) + ","
                                    + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void each_alert_uses_metrics_that_there_are_and_says_what_it_is() throws IOException {
        List<Map<String, Object>> rules = rules();

        assertThat(rules).hasSizeGreaterThan(5).allSatisfy(rule -> {
            checkExpression(Yamls.text(rule, "expr"));
            assertThat(Yamls.at(rule, "labels.severity")).isIn("critical", "warning");
            assertThat(Yamls.map(rule.get("annotations")).keySet()).containsExactlyInAnyOrder("summary", "description");
            assertThat(rule.getOrDefault("for", "1m").toString()).matches("[0-9]+[sm]");
        });
        assertThat(rules).extracting(rule -> Yamls.text(rule, "alert")).doesNotHaveDuplicates();
    }

    @Test
    void each_alert_is_in_the_table_and_in_a_test() throws IOException {
        List<String> alerts =
                rules().stream().map(rule -> Yamls.text(rule, "alert")).toList();

        assertThat(Pattern.compile("(?m)^\\| `(Pogo\\w+)` \\| [^|]{20,} \\| [^|]{20,} \\|$")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(alerts);
        assertThat(Files.readString(ALERT_TESTS)).contains(alerts);
    }

    /** Checks the metrics, the labels and their values, and the labels by which results are grouped. */
    private static void checkExpression(String expression) {
        assertThat(metrics(expression))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(METRICS).containsKey(metric));
        Set<String> labels = new TreeSet<>();
        metrics(expression).forEach(metric -> labels.addAll(labels(metric).keySet()));
        SELECTOR.matcher(expression).results().forEach(DashboardTest::checkSelector);
        GROUPING.matcher(expression)
                .results()
                .forEach(grouping ->
                        assertThat(labels).contains(grouping.group(1).split(", *", -1)));
    }

    private static Map<String, Set<String>> labels(String metric) {
        return Objects.requireNonNull(METRICS.get(metric), metric);
    }

    private static void checkSelector(MatchResult selector) {
        Map<String, Set<String>> labels = labels(selector.group(1));
        MATCHER.matcher(selector.group(2)).results().forEach(matcher -> {
            assertThat(labels).as(selector.group()).containsKey(matcher.group(1));
            if (!matcher.group(3).startsWith("$")) {
                assertThat(labels.get(matcher.group(1)))
                        .as(selector.group())
                        .contains(matcher.group(3).split("\\|", -1));
            }
        });
    }

    private static Stream<String> metrics(String expression) {
        return METRIC.matcher(expression).results().map(MatchResult::group);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile());
    }

    private static List<String> expressionsOfDashboard() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            assertThat(panel.path("targets").size()).isPositive();
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asText();
                expressions.add(expression);
                assertThat(LABEL_IN_TEXT
                                .matcher(target.path("legendFormat").asText())
                                .results())
                        .allSatisfy(label -> assertThat(expression).contains(label.group(1)));
            }
        }
        return expressions;
    }

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = Yamls.read(ALERTS).get(0);
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> group : Yamls.maps(file.get("groups"))) {
            rules.addAll(Yamls.maps(group.get("rules")));
        }
        return rules;
    }
}
