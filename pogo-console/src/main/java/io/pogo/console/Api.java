package io.pogo.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.pogo.ScopeClient;
import io.pogo.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The API that the page uses, and scripts may use: {@code /api/v1}, as {@code openapi.json} describes it. */
final class Api {
    /** The path of the probe, which is not part of a version. */
    static final String HEALTH = "/healthz";

    /** The path of the requests that change something. */
    static final String REQUEST = path("/request");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScopeClient client;
    private final Feed feed;

    Api(ScopeClient client, Feed feed) {
        this.client = client;
        this.feed = feed;
    }

    /** Returns the full path of a request. */
    static String path(String name) {
        return "/api/v1" + name;
    }

    /** Returns all requests that are answered. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>(new Lookups(client, feed).routes());
        routes.add(Route.get(HEALTH, feed::health));
        routes.add(Route.get(path("/openapi.json"), Page.file("openapi.json", "application/json")::answer));
        routes.add(Route.get(path("/scope"), this::scope));
        routes.add(Route.get(path("/events"), new Streams(feed)::serve));
        routes.add(Route.get(path("/token"), Api::token));
        routes.add(Route.post(REQUEST, new Verbs(client)::answer));
        return routes;
    }

    void addTo(RoutesConfig config) {
        routes().forEach(route -> config.addHttpHandler(route.method(), route.path(), route.handler()));
    }

    /** Answers with the state of the scope, once it is known. */
    private void scope(Context request) throws InterruptedException {
        List<Feed.Message> first = feed.after(0, PATIENCE);
        if (first.isEmpty()) {
            throw new UnavailableException("the state of scope " + client.scope() + " is not known yet", null);
        }
        request.contentType(Answers.JSON).result(first.get(0).data());
    }

    /** Answers with the name and the access of the token that the request shows. */
    private static void token(Context request) {
        Token token = Guard.needed(request);
        Answers.json(
                request,
                Documents.object()
                        .put("name", token.name())
                        .put("access", token.access().text()));
    }
}
