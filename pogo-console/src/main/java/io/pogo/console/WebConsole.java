package io.pogo.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.pogo.PogoException;
import io.pogo.ScopeClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The web console: a server for one page that shows a scope, live, and controls it, and for the API behind it. On the
 * loopback interface every client that can reach it may read; a change needs the token, and is logged as a line of JSON
 * by the logger {@code io.pogo.audit}. The scope client remains the caller's, who closes it afterwards.
 *
 * <pre>{@code
 * try (WebConsole console = WebConsole.open(client, 8080)) {
 *     System.out.println("The console is at " + console.address());
 *     ...
 * }
 * }</pre>
 */
public final class WebConsole implements AutoCloseable {
    private final Feed feed;
    private final Javalin server;
    private final ConsoleOptions options;
    private final String site;

    private WebConsole(ScopeClient client, ConsoleOptions options) {
        this.options = options;
        this.feed = new Feed(client.scope(), options.sessionTimeout());
        this.server = Javalin.create(config -> configure(config, client));
        try {
            server.start(options.bind(), options.port());
        } catch (JavalinBindException e) {
            throw new PogoException(
                    "the console cannot listen on " + options.bind() + " port " + options.port() + ": "
                            + Text.reason(e),
                    e);
        }
        String host = options.bind().contains(":") ? "[" + options.bind() + "]" : options.bind();
        this.site = "http://" + host + ":" + server.port() + "/";
        feed.follow(client);
    }

    /**
     * Opens a console on the loopback interface, with a token of its own.
     *
     * @param client the scope to show
     * @param port the port to listen on; 0 for any port that is free
     * @return the console, to be closed
     * @throws PogoException if the port is taken
     */
    public static WebConsole open(ScopeClient client, int port) {
        return open(client, ConsoleOptions.nearby(port));
    }

    static WebConsole open(ScopeClient client, ConsoleOptions options) {
        return new WebConsole(client, options);
    }

    /**
     * Returns the address of the page, with the token in it: the part after the {@code #} never leaves the browser.
     *
     * @return a URL to open
     */
    public String address() {
        return site
                + options.tokens()
                        .full()
                        .map(token -> "#token=" + token.secret())
                        .orElse("");
    }

    /** The address without the token. */
    String site() {
        return site;
    }

    /** Stops the server, and its streams to browsers. A second call does nothing. */
    @Override
    public void close() {
        feed.close();
        server.stop();
    }

    private void configure(JavalinConfig config, ScopeClient client) {
        config.startup.showJavalinBanner = false;
        // It would be a request to somewhere, and the age of a dependency is not its user's business.
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = 256 * 1024;
        Map<String, Page.PageFile> files = Page.files();
        Set<String> open = new HashSet<>(files.keySet());
        open.add(Api.HEALTH);
        config.routes.before(new Guard(options, open)::check);
        files.forEach((path, file) -> config.routes.get(path, file::answer));
        new Api(client, feed).addTo(config.routes);
        config.routes.after(Api.REQUEST, request -> options.audit().record(request, client.scope()));
        config.routes.exception(RuntimeException.class, Answers::failure);
        // Javalin answers these in its own words otherwise.
        config.routes.exception(HttpResponseException.class, Answers::failure);
    }
}
