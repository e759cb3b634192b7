package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * The streams of a command, for people in words or for scripts in JSON.
 *
 * @param out the standard output
 * @param err for what does not belong into a pipe: questions, progress, failures
 * @param json true for output in JSON
 * @param style the look of tables
 */
record Output(PrintWriter out, PrintWriter err, boolean json, Style style) {
    void table(Table table, Supplier<? extends JsonNode> document) {
        if (json) {
            document(document.get());
        } else {
            table.lines(style).forEach(out::println);
        }
        out.flush();
    }

    /** Prints one or more lines; or the document. */
    void say(String text, Supplier<? extends JsonNode> document) {
        if (json) {
            document(document.get());
        } else {
            text.lines().map(Text::printable).forEach(out::println);
        }
        out.flush();
    }

    /** Reports a failure or a warning; not part of what a pipe gets. */
    void warn(String text) {
        err.println("pogo: " + Text.printable(text));
        err.flush();
    }

    private void document(JsonNode document) {
        out.println(Documents.text(document));
    }
}
