package io.pogo.console;

import static io.pogo.console.LiveScope.CRASHER;
import static io.pogo.console.LiveScope.ERROR;
import static io.pogo.console.LiveScope.STUBBORN;
import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The search of the page. */
@EnabledIf("io.pogo.console.Browser#isInstalled")
class PageSearchIT extends OnPage {
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
        eventually(() -> assertThat(scope.client().findChild("stuck").map(ChildInfo::state))
                .contains(ChildState.RUNNING));
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
}
