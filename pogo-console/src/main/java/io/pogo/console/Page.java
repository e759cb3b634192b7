package io.pogo.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, from the jar: these and no others. */
final class Page {
    private static final String FOLDER = "/io/pogo/console/";

    private static final List<String> SCRIPTS =
            List.of("main", "address", "api", "attention", "board", "details", "dialogs", "dom", "model", "timeline");

    private Page() {}

    /**
     * A file of the page.
     *
     * @param type its content type
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record PageFile(String type, byte[] bytes) {
        void answer(Context request) {
            request.contentType(type).result(bytes);
        }
    }

    /** All files, by the path that they are asked for with. */
    static Map<String, PageFile> files() {
        Map<String, PageFile> files = new LinkedHashMap<>();
        files.put("/", file("page/index.html", "text/html; charset=utf-8"));
        files.put("/console.css", file("page/console.css", "text/css; charset=utf-8"));
        files.put("/icon.svg", file("page/icon.svg", "image/svg+xml"));
        for (String script : SCRIPTS) {
            files.put("/" + script + ".js", file("page/" + script + ".js", "text/javascript; charset=utf-8"));
        }
        return files;
    }

    /** Returns a file of the jar, by its place beside the classes of the console. */
    static PageFile file(String name, String type) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is not in the jar");
            }
            return new PageFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
