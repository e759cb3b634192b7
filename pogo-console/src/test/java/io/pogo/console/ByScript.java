package io.pogo.console;

import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;

/** Finds an element with a script that returns it. */
final class ByScript extends By {
    private final String script;
    private final Object[] arguments;

    ByScript(String script, Object... arguments) {
        this.script = script;
        this.arguments = arguments;
    }

    @Override
    public List<WebElement> findElements(SearchContext context) {
        Object found = ((JavascriptExecutor) context).executeScript(script, arguments);
        return found instanceof WebElement element ? List.of(element) : List.of();
    }

    @Override
    public String toString() {
        return script + " " + List.of(arguments);
    }
}
