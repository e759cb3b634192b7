package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request of the web console with each token; what the audit log has of it. */
class ApiAccessTest {
    private static final String WRONG = "a-token-that-is-wrong";
    private static final String FULL = "a-token-that-may-do-all";
    private static final String READ = "a-token-that-may-look";
    private static final Map<String, String> TOKENS = Map.of("none", "", "wrong", WRONG, "read", READ, "full", FULL);
    private static final SampleScope SCOPE = SampleScope.withEverything();

    @TempDir
    private static Path folder;

    private static Path audit;
    private static HttpClient http;

    /** On the loopback interface with a token to steer; there with both kinds; on all interfaces with both. */
    private static Map<String, WebConsole> consoles;

    @BeforeAll
    static void open() throws IOException {
        audit = folder.resolve("audit.jsonl");
        http = HttpClient.newHttpClient();
        List<Token> both = List.of(new Token("alice", Access.FULL, FULL), Token.unnamed(Access.READ_ONLY, READ));
        consoles = Map.of(
                "near", open(ConsoleOptions.LOOPBACK, both.subList(0, 1)),
                "near+read", open(ConsoleOptions.LOOPBACK, both),
                "far", open("0.0.0.0", both));
    }

    private static WebConsole open(String bind, List<Token> tokens) throws IOException {
        return WebConsole.open(
                SCOPE.client(),
                new ConsoleOptions(
                        bind,
                        0,
                        Tokens.of(tokens),
                        ConsoleOptions.SESSION_TIMEOUT,
                        Set.of(),
                        AuditLog.to("io.pogo.test.audit", audit)));
    }

    @AfterAll
    static void close() {
        consoles.values().forEach(WebConsole::close);
    }

    @BeforeEach
    void forget() throws IOException {
        SCOPE.requests();
        Files.deleteIfExists(audit);
    }

    @ParameterizedTest
    @CsvSource({
        // console, requests, status with no token, a wrong one, a read-only one, one with full access
        "near,      page, 200, 200, 200, 200",
        "near,      look, 200, 200, 200, 200",
        "near,      self, 401, 401, 401, 200",
        "near,      verb, 401, 401, 401, 200",
        "near,      none, 401, 401, 401, 404",
        "near+read, page, 200, 200, 200, 200",
        "near+read, look, 401, 401, 200, 200",
        "near+read, self, 401, 401, 200, 200",
        "near+read, verb, 401, 401, 403, 200",
        "near+read, none, 401, 401, 403, 404",
        "far,       page, 200, 200, 200, 200",
        "far,       look, 401, 401, 200, 200",
        "far,       self, 401, 401, 200, 200",
        "far,       verb, 401, 401, 403, 200",
        "far,       none, 401, 401, 403, 404",
    })
    void each_request_is_answered_as_its_token_allows(
            String console, String requests, int none, int wrong, int read, int full) throws Exception {
        Map<String, Integer> statuses = Map.of("none", none, "wrong", wrong, "read", read, "full", full);
        for (String request : requests(requests)) {
            for (Map.Entry<String, Integer> expected : statuses.entrySet()) {
                assertThat(status(console, request, expected.getKey()))
                        .as("%s with token %s", request, expected.getKey())
                        .isEqualTo(expected.getValue());
            }
        }
    }

    /** The requests of a kind: all that are documented, each file of the page, and some that there are not. */
    private static List<String> requests(String kind) {
        Stream<String> documented = OpenApi.read().operations().stream()
                .filter(operation -> kind(operation).equals(kind))
                .map(operation -> operation.method() + " " + operation.request());
        Stream<String> others = switch (kind) {
            case "page" -> Page.files().keySet().stream().map(path -> "GET " + path);
            case "look" -> Stream.of("HEAD " + Api.path("/scope"), "GET " + Api.path("/scope") + "/");
            case "none" -> Stream.of("POST /api/request", "DELETE /api/v1/child/x", "POST /nowhere");
            default -> Stream.of();
        };
        List<String> all = Stream.concat(documented, others).toList();
        assertThat(all).isNotEmpty();
        return all;
    }

    private static String kind(OpenApi.Operation operation) {
        return switch (operation.path()) {
            case "/healthz" -> "page";
            case "/api/v1/token" -> "self";
            case "/api/v1/request" -> "verb";
            default -> "look";
        };
    }

    @Test
    void a_read_only_token_requests_nothing_and_is_told_so() throws Exception {
        for (String verb : Verbs.VERBS.keySet()) {
            HttpResponse<String> answer = post("near+read", READ, body(verb));

            assertThat(answer.statusCode()).as(verb).isEqualTo(403);
            assertThat(Documents.MAPPER.readTree(answer.body()).path("error").asText())
                    .isEqualTo("token \"read-only\" is read-only and cannot change the scope; use a token with full"
                            + " access");
        }
        assertThat(SCOPE.requests()).isEmpty();
        assertThat(lines())
                .hasSize(Verbs.VERBS.size())
                .allSatisfy(line -> assertThat(line.path("status").asInt()).isEqualTo(403))
                .allSatisfy(line -> assertThat(line.path("token").asText()).isEqualTo("read-only"));
    }

    @Test
    void each_verb_is_a_line_with_who_asked_for_what_and_how_it_went() throws Exception {
        for (String verb : Verbs.VERBS.keySet()) {
            assertThat(post("far", FULL, body(verb)).statusCode()).isEqualTo(200);
            assertThat(SCOPE.requests()).as(verb).hasSize(1);
        }
        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.path("verb").asText())
                .containsExactlyElementsOf(Verbs.VERBS.keySet());
        assertThat(lines).allSatisfy(line -> {
            Verbs.Verb verb = verb(line.path("verb").asText());
            assertThat(line.path("token").asText()).isEqualTo("alice");
            assertThat(line.path("scope").asText()).isEqualTo("sample");
            assertThat(line.path("from").asText()).isEqualTo("127.0.0.1");
            assertThat(line.path("status").asInt()).isEqualTo(200);
            assertThat(line.path("child").asText())
                    .isEqualTo(
                            verb.fields().contains("child")
                                    ? "the-child"
                                    : verb.fields().contains("spec") ? "new" : "");
            assertThat(line.path("node").asText()).isEqualTo(verb.fields().contains("node") ? "the-node" : "");
        });
    }

    @Test
    void a_request_that_fails_is_a_line_with_the_reason_and_one_without_a_token_is_none() throws Exception {
        post("near", FULL, "nonsense");
        post("near", FULL, "{\"verb\":\"fly\",\"child\":\"x\\n{\\u2028\"}");
        post("near", FULL, "{\"verb\":\"" + "y".repeat(5_000) + "\"}");
        post("near", WRONG, body("pause"));

        List<JsonNode> lines = lines();
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.path("status").asInt()).isEqualTo(400));
        assertThat(lines.get(0).path("error").asText()).contains("not JSON");
        assertThat(lines.get(1).path("child").asText()).isEqualTo("x\n{\u2028");
        assertThat(lines.get(2).path("verb").asText()).hasSizeLessThan(400);
        assertThat(Files.readString(audit)).isASCII().doesNotContain(FULL, WRONG);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_audit_log_is_its_owners_and_goes_on_when_it_was_renamed() throws Exception {
        post("near", FULL, body("pause"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit)))
                .isEqualTo("rw-------");
        Files.move(audit, folder.resolve("audit.1"));
        post("near", FULL, body("resume"));
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line.path("verb").asText()).isEqualTo("resume"));
        assertThatThrownBy(() -> AuditLog.to("x", folder)).isInstanceOf(IOException.class);
    }

    @Test
    void a_request_without_a_token_is_told_how_to_show_one() throws Exception {
        HttpResponse<String> answer = post("near", "", body("pause"));
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void a_file_of_tokens_has_one_a_line_with_or_without_a_name() {
        assertThat(Tokens.parse("# ours\n\nalice " + FULL + "\n  " + READ + "  \n", Access.FULL))
                .containsExactly(new Token("alice", Access.FULL, FULL), new Token("full", Access.FULL, READ));
        assertThat(Tokens.parse("# none\n", Access.FULL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "alice short",
                "al:ice " + FULL,
                FULL + " " + READ + " more",
                "alice t\u00f6ken-that-is-long"
            })
    void a_line_that_is_no_token_is_refused_with_its_number_and_without_the_token(String line) {
        assertThatThrownBy(() -> Tokens.parse("\n" + line, Access.FULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: ")
                .hasMessageNotContainingAny(FULL, READ, "short", "long");
    }

    @Test
    void tokens_differ_in_name_and_secret_and_are_never_printed() {
        Token alice = new Token("alice", Access.FULL, FULL);
        for (List<Token> wrong : List.of(
                List.<Token>of(),
                List.of(alice, new Token("alice", Access.READ_ONLY, READ)),
                List.of(alice, new Token("bob", Access.READ_ONLY, FULL)))) {
            assertThatThrownBy(() -> Tokens.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(FULL);
        }
        assertThat(alice).hasToString("alice (full)");
        assertThat(ConsoleOptions.nearby(0).toString()).doesNotContain("secret");
    }

    private static Verbs.Verb verb(String name) {
        return Objects.requireNonNull(Verbs.VERBS.get(name));
    }

    private static String body(String verb) {
        ObjectNode json = Documents.object().put("verb", verb);
        for (String field : verb(verb).fields()) {
            if (field.equals("spec")) {
                json.set(field, SpecDocument.of(ChildSpec.of("new", "feed")));
            } else {
                json.put(field, "the-" + field);
            }
        }
        return json.toString();
    }

    private static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        if (Files.exists(audit)) {
            for (String line : Files.readAllLines(audit, StandardCharsets.UTF_8)) {
                lines.add(Documents.MAPPER.readTree(line));
            }
        }
        return lines;
    }

    /** Streams are not read. */
    private static int status(String console, String line, String token) throws Exception {
        String[] words = line.split(" ", -1);
        HttpResponse<InputStream> answer = http.send(
                request(console, words[1], Objects.requireNonNull(TOKENS.get(token)))
                        .method(
                                words[0],
                                words[0].equals("POST")
                                        ? HttpRequest.BodyPublishers.ofString(body("pause"))
                                        : HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static HttpResponse<String> post(String console, String token, String body) throws Exception {
        return http.send(
                request(console, Api.REQUEST, token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String console, String path, String token) {
        URI site =
                URI.create(Objects.requireNonNull(consoles.get(console)).site().replace("0.0.0.0", "127.0.0.1"));
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
