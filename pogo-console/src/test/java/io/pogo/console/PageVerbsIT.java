package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;

/** The buttons and dialogs of the page. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageVerbsIT extends OnPage {
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

    private String token() {
        return console.address().replaceFirst(".*#token=", "");
    }
}
