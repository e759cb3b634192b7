package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.pogo.ChildNotFoundException;
import io.pogo.ScopeClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of the page for details: of a child, of a placement, of a check. */
final class Lookups {
    private final ScopeClient client;
    private final Feed feed;

    Lookups(ScopeClient client, Feed feed) {
        this.client = client;
        this.feed = feed;
    }

    void routes(RoutesConfig routes) {
        routes.get("/api/child", this::child);
        routes.get("/api/preview", this::preview);
        routes.get("/api/check", request -> Answers.json(request, Documents.array(client.check(), Documents::finding)));
        // Asked for by the page to see whether a token is right.
        routes.post("/api/token", request -> Answers.json(request, Documents.object()));
    }

    /** A child that is only stopping has no spec. */
    private void child(Context request) {
        String id = needed(request.queryParam("id"), "id");
        ObjectNode json = Documents.object();
        // One that has just gone is no error: the page will hear of it.
        json.set("child", client.findChild(id).map(Documents::child).orElse(null));
        client.findSpec(id).ifPresent(spec -> json.set("spec", SpecDocument.of(spec)));
        try {
            json.set("explanation", Documents.explanation(client.explain(id)));
        } catch (ChildNotFoundException e) {
            json.putNull("explanation");
        }
        json.set("events", Documents.array(feed.eventsOf(id), Documents::event));
        Answers.json(request, json);
    }

    private void preview(Context request) {
        List<String> leaving = List.of(needed(request.queryParam("leave"), "leave"));
        Answers.json(request, Documents.preview(client.previewPlacement(leaving, List.of())));
    }

    private static String needed(@Nullable String value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("the request needs " + what);
        }
        return value;
    }
}
