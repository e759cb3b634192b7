package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.PogoException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server behind the page, asked by whoever may or may not ask. */
class WebConsoleIT {
    private static final String TOKEN = "a-token-for-the-tests";
    private static final String PAUSE = "{\"verb\":\"pause-rebalancing\"}";

    private LiveScope scope;
    private WebConsole console;

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a");
        console = open(ConsoleOptions.LOOPBACK);
    }

    @AfterEach
    void close() {
        console.close();
        scope.close();
    }

    @Test
    void everybody_on_the_machine_may_look() throws Exception {
        assertThat(get("/", null).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/preview?leave=a", null).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/child?id=gone", null).body()).contains("\"child\":null");
        assertThat(get("/api/v1/child", null).statusCode()).isEqualTo(400);
        assertThat(get("/no/such/page", null).statusCode()).isEqualTo(404);
    }

    @Test
    void only_who_knows_the_token_may_change_something() throws Exception {
        assertThat(post(PAUSE, null).statusCode()).isEqualTo(401);
        assertThat(post(PAUSE, "a-token-that-is-wrong").statusCode()).isEqualTo(401);
        assertThat(scope.client().isRebalancingPaused()).isFalse();

        assertThat(post(PAUSE, TOKEN).statusCode()).isEqualTo(200);
        assertThat(scope.client().isRebalancingPaused()).isTrue();
    }

    @Test
    void a_request_that_makes_no_sense_or_cannot_be_done_is_answered_with_the_reason() throws Exception {
        assertThat(post("nonsense", TOKEN).statusCode()).isEqualTo(400);
        assertThat(post("{\"verb\":\"fly\"}", TOKEN).body()).contains("fly");
        assertThat(post("{\"verb\":\"pause\"}", TOKEN).body()).contains("child");
        assertThat(post("{\"verb\":\"pause\",\"child\":\"gone\"}", TOKEN).statusCode())
                .isEqualTo(404);
        assertThat(post("{\"verb\":\"terminate\",\"child\":\"gone\"}", TOKEN).statusCode())
                .isEqualTo(404);
        scope.client().startChild(ChildSpec.of("x", WORKER));
        HttpResponse<String> conflict = post("{\"verb\":\"start\",\"spec\":{\"id\":\"x\",\"type\":\"other\"}}", TOKEN);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("\"error\"", "x");
    }

    @Test
    void a_name_that_leads_here_from_somebody_elses_page_is_refused() throws Exception {
        assertThat(raw("evil.example:80")).startsWith("HTTP/1.1 403");
        assertThat(raw("evil.example")).startsWith("HTTP/1.1 403");
        assertThat(raw("127.0.0.1.evil.example")).startsWith("HTTP/1.1 403");
        for (String host :
                List.of("999.1.1.1", "256.0.0.1", "1.2.3", "127.0.0.1.", "[1::2::3]", "[12345::]", "01.2.3.4")) {
            assertThat(raw(host)).as(host).startsWith("HTTP/1.1 4");
        }
        assertThat(raw("10.0.0.255")).startsWith("HTTP/1.1 200");
        assertThat(raw("localhost:8080")).startsWith("HTTP/1.1 200");
        assertThat(raw("[::1]:8080")).startsWith("HTTP/1.1 200");
        try (WebConsole named = WebConsole.open(scope.client(), options(ConsoleOptions.LOOPBACK, 0, "pogo.example"))) {
            assertThat(raw(named, "pogo.example")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void the_page_is_told_to_take_nothing_from_elsewhere_and_to_run_nothing_inline() throws Exception {
        String policy =
                get("/", null).headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for")
                .doesNotContain("unsafe", "http", "*");
        assertThat(get("/", null).body()).doesNotContain("http://", "https://", "onclick", "style=", "<script>");
    }

    @Test
    void elsewhere_than_on_the_loopback_interface_looking_needs_the_token_too() throws Exception {
        try (WebConsole open = open("0.0.0.0")) {
            URI child = URI.create(open.site().replace("0.0.0.0", "127.0.0.1") + "api/v1/preview?leave=a");
            assertThat(send(HttpRequest.newBuilder(child), null).statusCode()).isEqualTo(401);
            assertThat(send(HttpRequest.newBuilder(child), TOKEN).statusCode()).isEqualTo(200);
            URI page = URI.create(open.site().replace("0.0.0.0", "127.0.0.1"));
            assertThat(send(HttpRequest.newBuilder(page), null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_browser_is_told_everything_and_then_what_changes() throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(console.site() + "api/v1/events"))
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream events = response.body()) {
            assertThat(upTo(events, "\n\n")).contains("event: snapshot", "\"scope\":\"" + scope.name() + "\"");
            scope.client().startChild(ChildSpec.of("x", WORKER));
            assertThat(upTo(events, "\"STARTED\"")).contains("event: change", "\"id\":\"x\"");
        }
    }

    @Test
    void a_page_of_another_site_may_not_even_read() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(fetched("api/v1/preview?leave=a", "Sec-Fetch-Site", site).statusCode())
                    .isEqualTo(403);
            assertThat(fetched("main.js", "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
            assertThat(fetched("", "Sec-Fetch-Site", site).statusCode()).isEqualTo(403);
        }
        assertThat(fetched(
                                "",
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "navigate",
                                "Sec-Fetch-Dest",
                                "document")
                        .statusCode())
                .as("a link to the page")
                .isEqualTo(200);
        assertThat(fetched("api/v1/preview?leave=a", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers_and_events_are_compressed_for_who_accepts_that() throws Exception {
        HttpResponse<InputStream> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(console.site() + "console.css"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(page.headers().firstValue("Content-Encoding")).contains("gzip");
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(console.site() + "api/v1/events"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (InputStream events = new GZIPInputStream(response.body())) {
            assertThat(upTo(events, "\n\n")).contains("event: snapshot");
            scope.client().startChild(ChildSpec.of("x", WORKER));
            assertThat(upTo(events, "\"STARTED\"")).contains("event: change");
        }
    }

    @Test
    void a_probe_is_answered_and_told_whether_ZooKeeper_is_there() throws Exception {
        assertThat(get("/healthz", null).statusCode()).isEqualTo(200);
        eventually(() -> assertThat(get("/healthz", null).body()).contains("\"zookeeper\":\"connected\""));
        scope.server().stop();
        eventually(() -> assertThat(get("/healthz", null).body()).contains("\"zookeeper\":\"away\""));
        assertThat(get("/healthz", null).statusCode()).isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_is_told() {
        ConsoleOptions same =
                options(ConsoleOptions.LOOPBACK, URI.create(console.site()).getPort());
        assertThatThrownBy(() -> WebConsole.open(scope.client(), same))
                .isInstanceOf(PogoException.class)
                .hasMessageContaining("" + same.port());
    }

    @Test
    void a_console_that_is_closed_leaves_nothing() throws Exception {
        try (Socket browser = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(console.site()).getPort())) {
            browser.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            upTo(browser.getInputStream(), "snapshot");
            console.close();
            console.close();
        }
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("pogo-console") || name.startsWith("JettyServerThreadPool")));
        scope.client().members();
    }

    @Test
    void a_short_or_strange_token_is_refused() {
        for (String token : List.of("", "short", "with a blank in it, though long", "line\nbreak-line-break")) {
            assertThatThrownBy(() -> Token.unnamed(Access.FULL, token)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Tokens.random()).isNotEqualTo(Tokens.random()).hasSize(22);
    }

    private WebConsole open(String bind) {
        return WebConsole.open(scope.client(), options(bind, 0));
    }

    private static ConsoleOptions options(String bind, int port, String... hosts) {
        return new ConsoleOptions(
                bind,
                port,
                Tokens.of(List.of(Token.unnamed(Access.FULL, TOKEN))),
                ConsoleOptions.SESSION_TIMEOUT,
                Set.of(hosts),
                AuditLog.to(AuditLog.LOGGER));
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(console.site()).resolve(path)), token);
    }

    private HttpResponse<String> post(String body, @Nullable String token) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(console.site() + "api/v1/request"))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                token);
    }

    private HttpResponse<String> fetched(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(console.site() + path)).headers(headers), null);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, @Nullable String token) throws Exception {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String host) throws IOException {
        return raw(console, host);
    }

    /** Java's client does not let one choose the Host. */
    private static String raw(WebConsole console, String host) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(console.site()).getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String upTo(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int c = in.read();
            assertThat(c).as(read.toString()).isNotNegative();
            read.append((char) c);
        }
        return read.toString();
    }
}
