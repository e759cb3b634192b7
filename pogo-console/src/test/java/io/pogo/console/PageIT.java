package io.pogo.console;

import static io.pogo.console.LiveScope.CRASHER;
import static io.pogo.console.LiveScope.ERROR;
import static io.pogo.console.LiveScope.STUBBORN;
import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as its user has it: in a browser, on a real scope. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageIT {
    private static Browser browser;

    private LiveScope scope;
    private WebConsole console;

    @BeforeAll
    static void openBrowser() {
        browser = new Browser(1280, 800);
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a");
        console = WebConsole.open(scope.client(), 0);
    }

    @AfterEach
    void close() {
        List<String> requests = browser.requests();
        List<String> complaints = browser.complaints();
        browser.driver().get("about:blank");
        console.close();
        scope.close();
        assertThat(requests)
                .as("what the page asks for")
                .isNotEmpty()
                .allMatch(url -> url.startsWith(console.site()) || url.equals("about:blank"));
        assertThat(complaints).as("what the page complains of").isEmpty();
    }

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
        run(
                "window.glided = new Set(); new MutationObserver(all => all.forEach(m => m.target.classList?.contains('glides')"
                        + " && window.glided.add(m.target.dataset.id)))"
                        + ".observe(document.getElementById('tiles'), {subtree: true, attributes: true, attributeFilter: ['class']})");

        victim.kill();

        eventually(() -> {
            assertThat(texts(".lane h2")).containsExactly("a");
            assertThat(theirs).allMatch(id -> label(id).equals(id + ", running on a"));
            assertThat(texts("#list .kind")).contains("left", "takeover");
        });
        assertThat(glided()).containsAll(theirs);
    }

    @Test
    void buttons_ask_and_steer_with_the_token_only() {
        scope.node("b");
        scope.client().startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning(1);
        browser.driver().get(console.site());
        click(tile("child"));
        eventually(() -> assertThat(text("#details")).contains("Fencing token", "\"type\": \"worker\""));

        click(button("#details", "Terminate…"));
        click(button("#dialog", "Terminate"));
        type("#token-dialog input", "a-token-that-is-wrong");
        click(button("#token-dialog", "Unlock"));
        eventually(() -> assertThat(text("#token-dialog .problem")).contains("does not take that token"));
        assertThat(scope.client().findChild("child")).isPresent();
        assertThat(browser.complaints()).hasSize(1).first().asString().contains("401");

        type("#token-dialog input", token());
        click(button("#token-dialog", "Unlock"));
        eventually(() -> assertThat(scope.client().findChild("child")).isEmpty());
        eventually(() -> assertThat(texts(".tile")).isEmpty());
    }

    @Test
    void a_child_is_started_paused_moved_and_a_node_drained_by_hand() {
        scope.node("b");
        visit();
        click(button(".top", "Start a child"));
        type("#dialog input[name=id]", "by-hand");
        type("#dialog input[name=type]", WORKER);
        type("#dialog textarea", "ip=10.0.0.1");
        click(button("#dialog", "Start"));
        scope.awaitRunning(1);
        assertThat(scope.client().findSpec("by-hand"))
                .contains(ChildSpec.of("by-hand", WORKER).withArgument("ip", "10.0.0.1"));

        String target = scope.nodeOf("by-hand").equals("a") ? "b" : "a";
        click(tile("by-hand"));
        click(button("#details", "Move…"));
        click(button("#dialog", "Move"));
        eventually(() -> assertThat(scope.nodeOf("by-hand")).isEqualTo(target));
        eventually(() -> assertThat(text("#details .badge")).isEqualTo("running on " + target));
        click(button("#details", "Unpin"));
        click(button("#details", "Pause"));
        eventually(() -> assertThat(scope.client().findChild("by-hand").map(ChildInfo::state))
                .contains(ChildState.PAUSED));
        click(button("#details", "Resume"));
        scope.awaitRunning(1);
        click(By.cssSelector("#details .close"));

        String from = scope.nodeOf("by-hand");
        click(By.cssSelector("[aria-label='Drain " + from + "']"));
        eventually(() -> assertThat(text("#dialog")).contains("1 child would move, 0 would have no place."));
        click(button("#dialog", "Drain"));
        eventually(() -> assertThat(scope.client().members())
                .filteredOn(MemberInfo::draining)
                .hasSize(1));
        eventually(() -> assertThat(texts(".lane .mark")).contains("draining"));
        click(button(".top", "Pause rebalancing"));
        eventually(() -> assertThat(scope.client().isRebalancingPaused()).isTrue());
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
    void ten_thousand_children_can_be_looked_through() {
        scope.node("b");
        scope.client().pauseRebalancing();
        for (int i = 0; i < 10_000; i += 2_000) {
            int from = i;
            scope.client()
                    .startChildren(IntStream.range(from, from + 2_000)
                            .mapToObj(n -> ChildSpec.of(String.format("many-%05d", n), "nobody-has-it"))
                            .toList());
        }
        visit();

        eventually(() -> assertThat(text("#summary")).isEqualTo("2 nodes · 10,000 children"));
        assertThat(texts(".tile")).as("the first look is an overview").isEmpty();
        click(By.cssSelector("[aria-label='Children of On no node']"));
        eventually(() -> assertThat(label("many-00000")).isEqualTo("many-00000, pending"));
        assertThat(browser.driver().findElements(By.className("tile")))
                .as("tiles in the document")
                .hasSizeBetween(100, 4_000);

        type("#search", "many-09999");
        eventually(() -> assertThat(texts(".tile .id")).containsExactly("many-09999"));
        click(tile("many-09999"));
        eventually(() -> assertThat(text("#details .error")).contains("nobody-has-it"));
        click(By.cssSelector("#details .close"));
        browser.driver().findElement(By.id("search")).clear();
        type("#search", " " + Keys.BACK_SPACE);
        eventually(() -> assertThat(
                        browser.driver().findElements(By.className("tile")).size())
                .isGreaterThan(100));

        click(tile("many-00000"));
        click(By.cssSelector("#details .close"));
        browser.driver().switchTo().activeElement().sendKeys(Keys.END);
        eventually(() -> assertThat(browser.driver().switchTo().activeElement().getDomAttribute("data-id"))
                .isEqualTo("many-09999"));
    }

    @Test
    void what_needs_attention_is_first_and_in_the_title() {
        scope.client().startChild(ChildSpec.of("good", WORKER));
        scope.client().startChild(ChildSpec.of("bad", CRASHER).withMaxRestarts(0, Duration.ofSeconds(1)));
        scope.client().startChild(ChildSpec.of("nowhere", "wurker"));
        visit();

        eventually(() -> assertThat(texts(".trouble")).hasSize(2));
        assertThat(texts(".trouble").get(0)).contains("failed", "bad", ERROR);
        assertThat(texts(".trouble").get(1)).contains("pending", "nowhere", "wurker", "for ");
        assertThat(browser.driver().getTitle()).startsWith("(2) ");
        assertThat(run("return document.getElementById('attention').getBoundingClientRect().top"
                        + " < document.getElementById('board').getBoundingClientRect().top"))
                .isEqualTo(true);
        click(button(".trouble", "bad"));
        eventually(() -> assertThat(text("#details h2")).isEqualTo("bad"));
        scope.client().terminateChild("bad");
        scope.client().terminateChild("nowhere");
        eventually(() -> assertThat(browser.driver().getTitle()).isEqualTo(scope.name() + " · Pogo"));
        assertThat(texts(".trouble")).isEmpty();
    }

    @Test
    void a_child_that_is_stuck_or_crashes_again_and_again_needs_attention_and_is_not_counted_as_well() {
        scope.client().startChild(ChildSpec.of("stuck", STUBBORN).withShutdown(Duration.ofMillis(100)));
        scope.client().startChild(ChildSpec.of("bad", CRASHER).withMaxRestarts(1_000, Duration.ofHours(1)));
        scope.awaitRunning(2);
        visit();
        scope.client().restartChild("stuck");

        eventually(() -> assertThat(texts(".trouble")).hasSize(2));
        assertThat(texts(".trouble").get(0)).contains("stuck", "has not stopped on a since ", "blocks its restart");
        eventually(() -> assertThat(texts(".trouble").get(1)).contains("bad", "times, last: ", ERROR));
        eventually(() -> assertThat(texts("#states button"))
                .anyMatch(chip -> chip.contains("restarting"))
                .noneMatch(chip -> chip.contains("running")));
        LiveScope.letStubbornEnd();
    }

    @Test
    void a_search_also_looks_at_errors_nodes_and_types_and_hides_what_has_no_hits() {
        scope.node("b");
        scope.client().startChildren(specs("child-", 4));
        scope.client().startChild(ChildSpec.of("bad", CRASHER).withMaxRestarts(0, Duration.ofSeconds(1)));
        scope.awaitRunning(4);
        visit();
        eventually(() -> assertThat(texts(".lane h2")).contains("a", "b"));

        type("#search", "boom");
        eventually(() -> assertThat(texts(".tile .id")).containsExactly("bad"));
        assertThat(texts(".lane")).hasSize(1);
        type("#search", CRASHER);
        eventually(() -> assertThat(texts(".tile .id")).containsExactly("bad"));
        type("#search", scope.nodeOf("child-0"));
        eventually(() -> assertThat(texts(".tile .id")).contains("child-0"));
    }

    @Test
    void the_address_holds_filter_node_and_child_over_reload_and_back() {
        scope.client().startChildren(specs("child-", 3));
        scope.awaitRunning(3);
        visit();
        type("#search", "child-1");
        eventually(() -> assertThat(texts(".tile .id")).containsExactly("child-1"));
        click(button(".lane h2", "a"));
        click(tile("child-1"));
        eventually(() -> assertThat(text("#details h2")).isEqualTo("child-1"));
        assertThat(browser.driver().getCurrentUrl()).endsWith("/?q=child-1&node=a&child=child-1");

        browser.driver().navigate().refresh();
        eventually(() -> assertThat(text("#details h2")).isEqualTo("child-1"));
        assertThat(texts(".tile .id")).containsExactly("child-1");
        browser.driver().navigate().back();
        eventually(
                () -> assertThat(browser.driver().findElement(By.id("details")).isDisplayed())
                        .isFalse());
        assertThat(texts(".tile .id")).containsExactly("child-1");
        browser.driver().navigate().back();
        eventually(() -> assertThat(browser.driver().findElement(By.id("node")).isDisplayed())
                .isFalse());
    }

    @Test
    void what_somebody_reads_or_clicks_stays_while_much_happens() {
        scope.client().startChildren(specs("child-", 3));
        scope.awaitRunning(3);
        visit();
        click(tile("child-0"));
        eventually(() -> assertThat(text("#details pre")).contains("worker"));
        run("import('/main.js').then(m => window.receive = m.receive)");
        eventually(() -> assertThat(run("return Boolean(window.receive)")).isEqualTo(true));
        run(
                "window.line = document.querySelector('#list li'); window.spec = document.querySelector('#details pre').firstChild;"
                        + "getSelection().selectAllChildren(document.querySelector('#details pre'));"
                        + "document.querySelector('#details .buttons button').focus(); window.chip = document.querySelector('.chip')");
        change(60);

        assertThat(
                        run(
                                "return window.chip.isConnected && window.spec.isConnected && getSelection().toString().includes('worker')"))
                .isEqualTo(true);
        assertThat(run("return document.activeElement.textContent")).isEqualTo("Restart");
        assertThat(texts("#list .what")).anyMatch(line -> line.startsWith("child-1"));
        run("window.line = document.querySelector('#list li button')");
        change(60);
        assertThat(run("return window.line.isConnected")).isEqualTo(true);
    }

    @Test
    void many_like_events_of_few_children_are_counted_by_child() {
        scope.client().startChildren(specs("child-", 3));
        scope.awaitRunning(3);
        visit();
        eventually(() -> assertThat(texts(".tile")).hasSize(3));
        run("import('/main.js').then(m => window.receive = m.receive)");
        eventually(() -> assertThat(run("return Boolean(window.receive)")).isEqualTo(true));
        run(
                "const at = new Date().toISOString(); window.receive('change', {...arguments[0], events: [0, 1, 2, 0, 1, 2, 0].map(i => ({at, kind:"
                        + " 'CRASHED', id: 'child-' + i, node: 'a'}))})",
                standing());
        assertThat(texts("#list .what")).contains("3 children on a, 7 times");
    }

    @Test
    void the_page_keeps_nothing_of_what_is_over() {
        visit();
        eventually(() -> assertThat(text("#summary")).contains("1 node"));
        run("import('/main.js').then(m => window.receive = m.receive)");
        eventually(() -> assertThat(run("return Boolean(window.receive)")).isEqualTo(true));
        run(
                "window.many = n => [...Array(1000).keys()].map(i => ({id: 'c' + i, type: 'worker', state: i % 7 === n % 7 ? 'STARTING' : 'RUNNING',"
                        + " node: 'a', token: '0x1', incarnation: 1, revision: n, forMillis: 0}))");
        run("window.receive('snapshot', {...arguments[0], children: window.many(0), events: []})", standing());
        churn(200);
        long before = heap();
        churn(2_000);
        assertThat(heap() - before).as("bytes more after 2,000 messages").isLessThan(3_000_000);
    }

    @Test
    void a_dialog_stays_with_what_was_typed_until_the_server_has_accepted_it() {
        scope.client().startChild(ChildSpec.of("taken", "other"));
        visit();
        click(button(".top", "Start a child"));
        type("#dialog input[name=id]", "taken");
        type("#dialog input[name=type]", WORKER);
        click(button("#dialog", "Start"));

        eventually(() -> assertThat(text("#dialog .problem")).contains("taken"));
        assertThat(browser.complaints()).allMatch(line -> line.contains("409"));
        assertThat(browser.driver()
                        .findElement(By.cssSelector("#dialog input[name=id]"))
                        .getDomProperty("value"))
                .isEqualTo("taken");
        type("#dialog input[name=id]", "free");
        click(button("#dialog", "Start"));
        eventually(() -> assertThat(scope.client().findChild("free")).isPresent());
        eventually(() -> assertThat(texts("#dialog form")).isEmpty());
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
        return (List<String>)
                Objects.requireNonNull(
                        browser.driver()
                                .executeAsyncScript(
                                        "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => v.id + ': '"
                                                + " + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))), e => done([String(e)]))"));
    }

    private Map<String, Object> standing() {
        Map<String, Object> member = Map.of(
                "id",
                "a",
                "address",
                "here",
                "types",
                List.of(WORKER),
                "labels",
                Map.of(),
                "capacity",
                8000,
                "maxChildren",
                8000,
                "draining",
                false);
        return Map.of(
                "scope",
                scope.name(),
                "connected",
                true,
                "rebalancingPaused",
                false,
                "members",
                List.of(member),
                "children",
                List.of(),
                "events",
                List.of(),
                "awayForMillis",
                0,
                "childrenStopAfterMillis",
                6000);
    }

    /** Messages as they come at 50 events a second. */
    private void change(int messages) {
        run(
                "for (let n = 0; n < arguments[1]; n++) window.receive('change', {...arguments[0], children: [{id: 'child-1', type: 'worker',"
                        + " state: n % 2 ? 'RUNNING' : 'STARTING', node: 'a', token: '0x1', incarnation: n, revision: 1, forMillis: 0}],"
                        + " events: [{at: new Date(n * 10_000).toISOString(), kind: 'RESTARTED', id: 'child-1', node: 'a'}]})",
                standing(), messages);
    }

    private void churn(int messages) {
        browser.driver()
                .executeAsyncScript(
                        "const [standing, count, done] = arguments; let n = 0; const step = () => { for (let i = 0; i < 20; i++, n++)"
                                + " window.receive('change', {...standing, children: window.many(n).slice(0, 300), events: [{at: new"
                                + " Date().toISOString(), kind: 'RESTARTED', id: 'c' + n % 1000, node: 'a'}]});"
                                + " n < count ? requestAnimationFrame(step) : requestAnimationFrame(() => done(n)); }; step()",
                        standing(), messages);
    }

    private static long heap() {
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Object used = browser.driver()
                .executeCdpCommand("Runtime.getHeapUsage", Map.of())
                .get("usedSize");
        return ((Number) Objects.requireNonNull(used)).longValue();
    }

    @SuppressWarnings("unchecked")
    private static List<String> glided() {
        return (List<String>) Objects.requireNonNull(run("return [...window.glided]"));
    }

    private void visit() {
        browser.driver().get(console.address());
    }

    private String token() {
        return console.address().replaceFirst(".*#token=", "");
    }

    private List<String> childrenOf(String node) {
        return scope.client().whichChildren().stream()
                .filter(child -> node.equals(child.node()))
                .map(ChildInfo::id)
                .toList();
    }

    private static List<ChildSpec> specs(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of(prefix + i, WORKER))
                .toList();
    }

    private static String label(String id) {
        return String.valueOf(run(
                "return [...document.querySelectorAll('.tile')].find(t => t.dataset.id === arguments[0])?.getAttribute('aria-label')",
                id));
    }

    /** By script, all at once: elements come and go between two questions of the driver. */
    @SuppressWarnings("unchecked")
    private static List<String> texts(String selector) {
        return (List<String>) Objects.requireNonNull(run(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.textContent)",
                selector));
    }

    private static String text(String selector) {
        return String.join("\n", texts(selector));
    }

    private static By tile(String id) {
        return new ByScript(
                "return [...document.querySelectorAll('.tile')].find(t => t.dataset.id === arguments[0])", id);
    }

    private static By button(String within, String name) {
        return new ByScript(
                "return [...document.querySelectorAll(arguments[0] + ' button')].find(b => b.textContent === arguments[1])",
                within,
                name);
    }

    private static void click(By what) {
        eventually()
                .ignoreExceptions()
                .untilAsserted(() -> browser.driver().findElement(what).click());
    }

    private static void type(String selector, String text) {
        eventually().ignoreExceptions().untilAsserted(() -> {
            WebElement field = browser.driver().findElement(By.cssSelector(selector));
            field.clear();
            field.sendKeys(text);
        });
    }

    private static @Nullable Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) browser.driver()).executeScript(script, arguments);
    }
}
