package io.pogo.console;

import static io.pogo.console.LiveScope.CRASHER;
import static io.pogo.console.LiveScope.ERROR;
import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;

/** The page and what can be done on it. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageIT extends OnPage {
    @Test
    void the_page_shows_nodes_and_children_and_how_they_change() {
        scope.client().startChildren(specs("child-", 6));
        scope.awaitRunning(6);
        visit();

        eventually(() -> assertThat(texts(".tile .id")).hasSize(6).contains("child-0", "child-5"));
        assertThat(text("#scope")).isEqualTo(scope.name());
        assertThat(text("#summary")).isEqualTo("1 node · 6 children");
        assertThat(text(".lane h2")).isEqualTo("a");
        assertThat(label("child-0")).isEqualTo("child-0, running on a");
        assertThat(texts(".lane .mark")).containsExactly("planner");
        assertThat(text(".lane header")).containsPattern("up [0-9]+ s");

        scope.client().pauseChild("child-0");
        eventually(() -> assertThat(label("child-0")).isEqualTo("child-0, paused"));
        scope.client().terminateChild("child-1");
        eventually(() -> assertThat(texts(".tile .id")).hasSize(5).doesNotContain("child-1"));
        assertThat(texts("#list .kind")).contains("paused", "ended");
    }

    @Test
    void a_node_that_is_killed_is_seen_going_and_its_children_are_seen_moving() {
        NodeProcess victim = scope.process("b");
        scope.client().startChildren(specs("child-", 8));
        scope.awaitRunning(8);
        visit();
        eventually(() -> assertThat(texts(".lane h2")).containsExactly("a", "b"));
        List<String> theirs = childrenOf("b");
        assertThat(theirs).isNotEmpty();
        run("window.glided = new Set(); new MutationObserver(all => all.forEach(m =>"
                + " m.target.classList?.contains('glides')"
                + " && window.glided.add(m.target.dataset.id)))"
                + ".observe(document.getElementById('tiles'), {subtree: true, attributes: true,"
                + " attributeFilter: ['class']})");

        victim.kill();

        eventually(() -> {
            assertThat(texts(".lane h2")).containsExactly("a");
            assertThat(theirs).allMatch(id -> label(id).equals(id + ", running on a"));
            assertThat(texts("#list .kind")).contains("left", "takeover");
        });
        assertThat(glided()).containsAll(theirs);
    }

    @Test
    void markup_in_ids_types_and_errors_is_text() {
        String id = "<script>document.title='hacked'</script>";
        scope.client().startChild(ChildSpec.of(id, WORKER).withArgument("<i>", "<img src=x onerror=alert(1)>"));
        scope.client().startChild(ChildSpec.of("typed", "<b>type</b>"));
        scope.client().startChild(ChildSpec.of("crashing", CRASHER).withMaxRestarts(0, Duration.ofSeconds(1)));
        scope.awaitRunning(1);
        visit();

        eventually(() -> assertThat(texts(".tile .id")).contains(id));
        assertThat(texts(".tile .kind")).contains("<b>type</b> · pending");
        click(tile(id));
        eventually(() -> assertThat(text("#details pre")).contains("<img src=x onerror=alert(1)>"));
        assertThat(text("#details h2")).isEqualTo(id);
        click(tile("crashing"));
        eventually(() -> assertThat(text("#details .error")).contains(ERROR));
        eventually(() -> assertThat(text("#list")).contains(ERROR));
        assertThat(browser.driver().findElements(By.cssSelector("body script, .tile b, .tile i, img[src=x]")))
                .isEmpty();
        eventually(() -> assertThat(browser.driver().getTitle()).isEqualTo("(2) " + scope.name() + " · Pogo"));
    }

    @Test
    void ZooKeeper_going_away_is_told_and_so_is_its_coming_back() throws Exception {
        scope.client().startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning(1);
        visit();
        eventually(() -> assertThat(label("child")).isEqualTo("child, running on a"));

        scope.server().stop();
        eventually(() -> assertThat(text("#banner")).contains("ZooKeeper is away"));
        assertThat(texts(".tile .id")).as("what was last known").containsExactly("child");
        scope.server().restart();

        eventually(
                () -> assertThat(browser.driver().findElement(By.id("banner")).isDisplayed())
                        .isFalse());
        scope.awaitRunning(1);
        scope.client().terminateChild("child");
        eventually(() -> assertThat(texts(".tile")).isEmpty());
    }

    @Test
    void axe_finds_nothing_to_complain_of() throws Exception {
        scope.client().startChildren(specs("child-", 3));
        scope.client().startChild(ChildSpec.of("bad", CRASHER).withMaxRestarts(0, Duration.ofSeconds(1)));
        scope.awaitRunning(3);
        visit();
        eventually(() -> assertThat(texts(".trouble")).hasSize(1));
        assertThat(violations()).isEmpty();
        click(tile("child-0"));
        eventually(() -> assertThat(text("#details pre")).contains("worker"));
        assertThat(violations()).isEmpty();
        click(button("#details", "Terminate…"));
        assertThat(violations()).isEmpty();
        click(button("#dialog", "Cancel"));
    }

    @Test
    void a_phone_has_room_for_it() {
        scope.client().startChildren(specs("child-", 6));
        scope.awaitRunning(6);
        browser.emulate(360, 720, false);
        try {
            visit();
            eventually(() -> assertThat(texts(".tile .id")).hasSize(6));
            assertThat(run("return document.documentElement.scrollWidth")).isEqualTo(360L);
            click(button(".tabs", "What has happened"));
            assertThat(browser.driver().findElement(By.id("events")).isDisplayed())
                    .isTrue();
            click(button(".tabs", "Children"));
            click(tile("child-0"));
            assertThat(browser.driver().findElement(By.id("details")).getRect().getWidth())
                    .isEqualTo(360);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** The rules of axe-core that the page breaks, and where. */
    @SuppressWarnings("unchecked")
    private static List<String> violations() throws IOException {
        try (InputStream axe = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<String>) Objects.requireNonNull(browser.driver()
                .executeAsyncScript("const done = arguments[0]; axe.run().then(r => done(r.violations.map(v =>"
                        + " v.id + ': '"
                        + " + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' |"
                        + " '))), e => done([String(e)]))"));
    }

    private List<String> childrenOf(String node) {
        return scope.client().whichChildren().stream()
                .filter(child -> node.equals(child.node()))
                .map(ChildInfo::id)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> glided() {
        return (List<String>) Objects.requireNonNull(run("return [...window.glided]"));
    }
}
