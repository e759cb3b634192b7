package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Where a command writes what it has to say: in words or, for scripts, in JSON.
 *
 * @param out the standard output
 * @param err for what does not belong into a pipe: questions, progress, failures
 * @param json whether JSON was asked for
 */
record Output(PrintWriter out, PrintWriter err, boolean json) {
    void table(Table table, Supplier<? extends JsonNode> document) {
        if (json) {
            document(document.get());
        } else {
            table.lines().forEach(out::println);
        }
        out.flush();
    }

    /** Says one or more lines; or the document. */
    void say(String text, Supplier<? extends JsonNode> document) {
        if (json) {
            document(document.get());
        } else {
            text.lines().map(Text::printable).forEach(out::println);
        }
        out.flush();
    }

    private void document(JsonNode document) {
        out.println(Documents.text(document));
    }
}
