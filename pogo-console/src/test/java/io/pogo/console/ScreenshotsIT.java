package io.pogo.console;

import static io.pogo.console.LiveScope.IMPORTER;
import static io.pogo.console.LiveScope.MONITOR;
import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/** Makes the pictures of the README, in the folder that {@code -Dpogo.screenshots} names. */
@EnabledIfSystemProperty(named = "pogo.screenshots", matches = ".+")
class ScreenshotsIT {
    private static final Duration GLIDE = Duration.ofSeconds(5);

    private final Path folder = Path.of(System.getProperty("pogo.screenshots", ""));

    @Test
    void the_page_by_day_by_night_and_on_a_phone() throws Exception {
        try (LiveScope scope = new LiveScope("my-app").node("node-a").node("node-b");
                Browser browser = new Browser(1280, 800)) {
            NodeProcess victim = scope.process("node-c");
            scope.client().startChildren(children());
            scope.awaitRunning(children().size());
            try (WebConsole console = WebConsole.open(scope.client(), 0)) {
                browser.emulate(1280, 800, false);
                browser.driver().get(console.address());
                eventually(() -> assertThat(browser.driver().findElements(By.className("tile")))
                        .hasSize(children().size()));
                happen(scope, victim);
                eventually(() -> assertThat(
                                browser.driver().findElement(By.id("list")).getText())
                        .contains("takeover", "moved", "crashed", "paused"));
                org.awaitility.Awaitility.await().pollDelay(GLIDE).until(() -> true);
                picture(browser, "console-light.png");
                browser.driver()
                        .findElement(By.cssSelector("[data-id='monitor-10.0.0.7']"))
                        .click();
                eventually(() -> assertThat(
                                browser.driver().findElement(By.id("details")).getText())
                        .contains("\"ip\""));
                browser.emulate(1280, 800, true);
                picture(browser, "console-dark.png");
                browser.driver().findElement(By.cssSelector("#details .close")).click();
                browser.emulate(390, 780, false);
                picture(browser, "console-phone.png");
            }
        }
    }

    @Test
    void ten_thousand_children() throws Exception {
        try (LiveScope scope = new LiveScope("large-app").node("node-a").node("node-b");
                Browser browser = new Browser(1280, 800)) {
            for (int i = 0; i < 10_000; i += 2_000) {
                int from = i;
                scope.client()
                        .startChildren(IntStream.range(from, from + 2_000)
                                .mapToObj(n -> ChildSpec.of(String.format("child-%05d", n), WORKER))
                                .toList());
            }
            try (WebConsole console = WebConsole.open(scope.client(), 0)) {
                browser.emulate(1280, 800, false);
                browser.driver().get(console.address());
                eventually(() -> assertThat(
                                browser.driver().findElement(By.id("states")).getText())
                        .contains("running 10,000"));
                picture(browser, "console-10000.png");
            }
            scope.client()
                    .terminateChildren(scope.client().whichChildren().stream()
                            .map(child -> child.id())
                            .toList());
        }
    }

    private static void happen(LiveScope scope, NodeProcess victim) {
        victim.kill();
        eventually(() -> assertThat(scope.client().members()).hasSize(2));
        scope.awaitRunning(children().size());
        scope.node("node-c");
        scope.client().startChild(ChildSpec.of("import-2026-11", IMPORTER).withMaxRestarts(1_000, Duration.ofHours(1)));
        scope.client().startChild(ChildSpec.of("gpu-render", "renderer"));
        scope.client().pauseChild("feed-4");
        eventually(() -> assertThat(scope.client().whichChildren())
                .filteredOn(child -> "node-c".equals(child.node()))
                .hasSizeGreaterThan(8));
    }

    private static List<ChildSpec> children() {
        return IntStream.range(0, 36)
                .mapToObj(i -> i < 28
                        ? ChildSpec.of("monitor-10.0.0." + (i + 1), MONITOR).withArgument("ip", "10.0.0." + (i + 1))
                        : ChildSpec.of("feed-" + (i - 27), WORKER))
                .toList();
    }

    private void picture(Browser browser, String name) throws Exception {
        Files.write(folder.resolve(name), browser.driver().getScreenshotAs(OutputType.BYTES));
    }
}
