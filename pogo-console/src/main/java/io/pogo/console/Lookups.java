package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildNotFoundException;
import io.pogo.ScopeClient;
import java.util.List;

/** The requests of the page for details: of a child, of a placement, of a check. */
final class Lookups {
    private final ScopeClient client;
    private final Feed feed;

    Lookups(ScopeClient client, Feed feed) {
        this.client = client;
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.path("/child"), "id", this::child),
                Route.get(Api.path("/preview"), "leave", this::preview),
                Route.get(Api.path("/check"), () -> Documents.array(client.check(), Documents::finding)));
    }

    /** A child that is only stopping has no spec. */
    private JsonNode child(String id) {
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
        return json;
    }

    private JsonNode preview(String leaving) {
        return Documents.preview(client.previewPlacement(List.of(leaving), List.of()));
    }
}
