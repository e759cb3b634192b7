package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;

/** A test of the page as its user has it: in a browser, on a real scope. */
abstract class OnPage {
    static Browser browser;

    LiveScope scope;
    WebConsole console;

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

    void visit() {
        browser.driver().get(console.address());
    }

    /** By script, all at once: elements come and go between two questions of the driver. */
    @SuppressWarnings("unchecked")
    static List<String> texts(String selector) {
        return (List<String>) Objects.requireNonNull(run(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e =>"
                        + " e.textContent)",
                selector));
    }

    static String text(String selector) {
        return String.join("\n", texts(selector));
    }

    static String label(String id) {
        return String.valueOf(run(
                "return [...document.querySelectorAll('.tile')].find(t => t.dataset.id ==="
                        + " arguments[0])?.getAttribute('aria-label')",
                id));
    }

    static By tile(String id) {
        return new ByScript(
                "return [...document.querySelectorAll('.tile')].find(t => t.dataset.id === arguments[0])", id);
    }

    static By button(String within, String name) {
        return new ByScript(
                "return [...document.querySelectorAll(arguments[0] + ' button')].find(b => b.textContent ==="
                        + " arguments[1])",
                within,
                name);
    }

    static void click(By what) {
        eventually()
                .ignoreExceptions()
                .untilAsserted(() -> browser.driver().findElement(what).click());
    }

    static void type(String selector, String text) {
        eventually().ignoreExceptions().untilAsserted(() -> {
            WebElement field = browser.driver().findElement(By.cssSelector(selector));
            field.clear();
            field.sendKeys(text);
        });
    }

    static @Nullable Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) browser.driver()).executeScript(script, arguments);
    }

    static List<ChildSpec> specs(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of(prefix + i, WORKER))
                .toList();
    }
}
