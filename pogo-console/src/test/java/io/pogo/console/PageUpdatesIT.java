package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page while much happens in the scope. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageUpdatesIT extends OnPage {
    @Test
    void what_somebody_reads_or_clicks_stays_while_much_happens() {
        scope.client().startChildren(specs("child-", 3));
        scope.awaitRunning(3);
        visit();
        click(tile("child-0"));
        eventually(() -> assertThat(text("#details pre")).contains("worker"));
        run("import('/main.js').then(m => window.receive = m.receive)");
        eventually(() -> assertThat(run("return Boolean(window.receive)")).isEqualTo(true));
        run("window.line = document.querySelector('#list li'); window.spec = document.querySelector('#details"
                + " pre').firstChild;"
                + "getSelection().selectAllChildren(document.querySelector('#details pre'));"
                + "document.querySelector('#details .buttons button').focus(); window.chip ="
                + " document.querySelector('.chip')");
        change(60);

        assertThat(run("return window.chip.isConnected && window.spec.isConnected &&"
                        + " getSelection().toString().includes('worker')"))
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
                "const at = new Date().toISOString(); window.receive('change', {...arguments[0], events: [0, 1, 2,"
                        + " 0, 1, 2, 0].map(i => ({at, kind:"
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
        run("window.many = n => [...Array(1000).keys()].map(i => ({id: 'c' + i, type: 'worker', state: i % 7 ==="
                + " n % 7 ? 'STARTING' : 'RUNNING',"
                + " node: 'a', token: '0x1', incarnation: 1, revision: n, forMillis: 0}))");
        run("window.receive('snapshot', {...arguments[0], children: window.many(0), events: []})", standing());
        churn(200);
        long before = heap();
        churn(2_000);
        assertThat(heap() - before).as("bytes more after 2,000 messages").isLessThan(3_000_000);
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
                "for (let n = 0; n < arguments[1]; n++) window.receive('change', {...arguments[0], children: [{id:"
                        + " 'child-1', type: 'worker',"
                        + " state: n % 2 ? 'RUNNING' : 'STARTING', node: 'a', token: '0x1', incarnation: n,"
                        + " revision: 1, forMillis: 0}],"
                        + " events: [{at: new Date(n * 10_000).toISOString(), kind: 'RESTARTED', id: 'child-1',"
                        + " node: 'a'}]})",
                standing(), messages);
    }

    private void churn(int messages) {
        browser.driver()
                .executeAsyncScript(
                        "const [standing, count, done] = arguments; let n = 0; const step = () => { for (let i = 0;"
                                + " i < 20; i++, n++)"
                                + " window.receive('change', {...standing, children: window.many(n).slice(0, 300),"
                                + " events: [{at: new"
                                + " Date().toISOString(), kind: 'RESTARTED', id: 'c' + n % 1000, node: 'a'}]});"
                                + " n < count ? requestAnimationFrame(step) : requestAnimationFrame(() => done(n));"
                                + " }; step()",
                        standing(), messages);
    }

    private static long heap() {
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Object used = browser.driver()
                .executeCdpCommand("Runtime.getHeapUsage", Map.of())
                .get("usedSize");
        return ((Number) Objects.requireNonNull(used)).longValue();
    }
}
