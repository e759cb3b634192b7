package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.Finding;
import io.pogo.Restart;
import io.pogo.StartReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document has each request, parameter and field of the server, and nothing that the server has not. */
class OpenApiTest {
    private static final SampleScope FULL = SampleScope.withEverything();
    private static final SampleScope LEAST = SampleScope.withTheLeast();
    private static final String TOKEN_HEADER = "Authorization";

    private final OpenApi document = OpenApi.read();
    private static WebConsole full;
    private static WebConsole least;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        http = HttpClient.newHttpClient();
        full = WebConsole.open(FULL.client(), 0);
        least = WebConsole.open(LEAST.client(), 0);
    }

    @AfterAll
    static void close() {
        full.close();
        least.close();
    }

    @Test
    void each_request_and_parameter_of_the_server_is_documented_and_the_other_way_round() {
        List<Route> routes = new Api(FULL.client(), new Feed("sample", ConsoleOptions.SESSION_TIMEOUT)).routes();

        assertThat(document.operations())
                .extracting(OpenApi.Operation::toString)
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .map(route -> route.method().name() + " " + route.path() + " "
                                + (route.parameter() == null ? List.of() : List.of(route.parameter())))
                        .toList());
    }

    @Test
    void the_server_serves_the_document() throws Exception {
        JsonNode served = json(get(full, Api.path("/openapi.json")));
        assertThat(served.path("openapi").asText()).startsWith("3.1.");
        assertThat(served.path("paths").size()).isEqualTo(document.operations().size());
    }

    @Test
    void each_field_of_an_answer_is_documented_and_the_other_way_round() throws Exception {
        for (WebConsole console : List.of(full, least)) {
            for (OpenApi.Operation operation : document.operations()) {
                if (operation.method().equals("GET") && !operation.path().endsWith("/events")) {
                    HttpResponse<String> answer = get(console, operation.request());
                    assertThat(answer.statusCode()).as(operation.path()).isEqualTo(200);
                    document.checkAnswer(operation, 200, json(answer));
                }
            }
            checkEvents(console);
        }
        document.checkAnswer(operation("/child"), 400, json(get(full, Api.path("/child"))));

        HttpResponse<String> refused = http.send(
                HttpRequest.newBuilder(URI.create(full.site()).resolve(Api.path("/token")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        document.checkAnswer(operation("/token"), refused.statusCode(), json(refused));

        document.assertComplete(
                "Scope", "Change", "Member", "Child", "Event", "ChildDetails", "Explanation", "Transition", "Preview");
        document.assertComplete("Move", "Finding", "Token", "Health", "Error");
    }

    /** The first message is a snapshot; what happens then is a change. */
    private void checkEvents(WebConsole console) throws Exception {
        HttpResponse<InputStream> response =
                http.send(request(console, Api.path("/events")).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: snapshot");
            document.check(data(lines), "Scope");
            (console == full ? FULL : LEAST).change();
            assertThat(lines.readLine()).isEqualTo("event: change");
            document.check(data(lines), "Change");
        }
    }

    private static JsonNode data(BufferedReader lines) throws IOException {
        String line = Objects.requireNonNull(lines.readLine());
        assertThat(line).startsWith("data: ");
        assertThat(lines.readLine()).isEmpty();
        return Documents.MAPPER.readTree(line.substring("data: ".length()));
    }

    @Test
    void each_verb_and_its_fields_are_documented_and_the_other_way_round() {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (JsonNode schema : document.requests()) {
            Set<String> fields = new TreeSet<>();
            schema.path("required").forEach(field -> fields.add(field.asText()));
            assertThat(schema.path("properties").size()).isEqualTo(fields.size());
            assertThat(fields.remove("verb")).isTrue();
            OpenApi.values(schema.at("/properties/verb")).forEach(verb -> documented.put(verb, fields));
        }
        Map<String, Set<String>> real = new TreeMap<>();
        Verbs.VERBS.forEach((name, verb) -> real.put(name, new TreeSet<>(verb.fields())));
        assertThat(documented).isEqualTo(real);
    }

    @Test
    void a_verb_needs_the_fields_that_are_documented_and_no_others() throws Exception {
        for (Map.Entry<String, Verbs.Verb> verb : Verbs.VERBS.entrySet()) {
            var request = Documents.object().put("verb", verb.getKey());
            for (String field : verb.getValue().fields()) {
                assertThat(post(request.toString()).statusCode())
                        .as("%s without %s", verb.getKey(), field)
                        .isEqualTo(400);
                if (field.equals("spec")) {
                    request.set(field, SpecDocument.of(ChildSpec.of("feed-8", "feed")));
                } else {
                    request.put(field, "node-a");
                }
            }
            HttpResponse<String> answer = post(request.toString());
            assertThat(answer.statusCode()).as(verb.getKey()).isEqualTo(200);
            document.checkAnswer(operation("/request"), 200, json(answer));
        }
    }

    @Test
    void the_fields_of_a_spec_are_documented_and_the_other_way_round() {
        Set<String> documented = new TreeSet<>();
        document.schema("Spec").path("properties").fieldNames().forEachRemaining(documented::add);

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SpecDocument.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void the_documented_values_are_all_that_there_are() {
        assertValues(document.schema("ChildState"), ChildState.values());
        assertValues(document.schema("EventKind"), ScopeEvent.Kind.values());
        assertValues(document.schema("Finding").at("/properties/kind"), Finding.Kind.values());
        assertValues(document.schema("Move").at("/properties/reason"), StartReason.values());
        assertThat(OpenApi.values(document.schema("Spec").at("/properties/restart")))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Restart.values())
                        .map(restart -> restart.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(OpenApi.values(document.schema("Token").at("/properties/access")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Access.values()).map(Access::text).toList());
    }

    private static void assertValues(JsonNode schema, Enum<?>[] values) {
        assertThat(OpenApi.values(schema))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(values).map(Enum::name).toList());
    }

    private OpenApi.Operation operation(String name) {
        return document.operations().stream()
                .filter(operation -> operation.path().equals(Api.path(name)))
                .findAny()
                .orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return Documents.MAPPER.readTree(answer.body());
    }

    private static HttpResponse<String> get(WebConsole console, String path) throws Exception {
        return http.send(request(console, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return http.send(
                request(full, Api.REQUEST)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(WebConsole console, String path) {
        return HttpRequest.newBuilder(URI.create(console.site()).resolve(path))
                .header(TOKEN_HEADER, "Bearer " + console.address().replaceFirst(".*#token=", ""));
    }
}
