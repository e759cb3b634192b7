package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;

/** The page with a token that may only look. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageAccessIT extends OnPage {
    private static final String READ = "a-token-that-may-look";

    @BeforeEach
    void openWithBoth() {
        console.close();
        Tokens tokens =
                Tokens.of(List.of(Token.unnamed(Access.FULL, Tokens.random()), Token.unnamed(Access.READ_ONLY, READ)));
        console = WebConsole.open(
                scope.client(),
                new ConsoleOptions(
                        ConsoleOptions.LOOPBACK,
                        0,
                        tokens,
                        ConsoleOptions.SESSION_TIMEOUT,
                        Set.of(),
                        AuditLog.to(AuditLog.LOGGER)));
    }

    @Test
    void nothing_can_be_steered_until_a_token_with_full_access_is_given() {
        scope.client().startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning(1);
        browser.driver().get(console.site() + "#token=" + READ);
        click(tile("child"));
        eventually(() -> assertThat(text(".top .access")).isEqualTo("read-only"));
        eventually(() -> assertThat(texts("#details .buttons button:disabled")).hasSize(5));
        assertThat(texts("#start:disabled, #rebalancing:disabled, .lane button:disabled"))
                .containsExactly("Pause rebalancing", "Start a child", "Drain");

        click(By.cssSelector("#details .close"));
        click(button(".top", "Unlock"));
        type("#token-dialog input", READ);
        click(button("#token-dialog", "Unlock"));
        eventually(() -> assertThat(text("#token-dialog .problem")).contains("read-only"));
        type("#token-dialog input", console.address().replaceFirst(".*#token=", ""));
        click(button("#token-dialog", "Unlock"));
        eventually(() -> assertThat(texts("button:disabled")).doesNotContain("Drain", "Pause", "Start a child"));
        assertThat(texts(".top .access")).isEmpty();
        click(tile("child"));
        click(button("#details", "Pause"));
        eventually(() -> assertThat(text("#details .badge")).isEqualTo("paused"));
        assertThat(browser.driver().findElements(By.cssSelector("#start:disabled")))
                .isEmpty();
    }
}
