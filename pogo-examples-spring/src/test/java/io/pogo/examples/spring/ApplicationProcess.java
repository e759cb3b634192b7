package io.pogo.examples.spring;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The example as its users run it: a process of the executable jar. */
final class ApplicationProcess implements AutoCloseable {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Pattern ID =
            Pattern.compile("\"id\":\"([a-z0-9-]+)\",\"type\":\"[a-z]+\",\"state\":\"RUNNING\"");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Process process;
    private final int port;

    ApplicationProcess(String node, String connectString, String... more) throws IOException {
        port = freePort();
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx192m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", System.getProperty("example.jar")));
        command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1"));
        command.addAll(List.of("--pogo.node-id=" + node, "--pogo.connect-string=" + connectString));
        command.addAll(List.of("--pogo.session-timeout=4s", "--pogo.planner.rebalance-delay=500ms"));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(System.getProperty("example.jar").replace("exec.jar", node + ".log")))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    Process process() {
        return process;
    }

    /** Returns the status of an answer, or 0 if there is none. */
    int status(String path) {
        HttpResponse<String> answer = answer(request(path).build());
        return answer == null ? 0 : answer.statusCode();
    }

    /** Returns the status of the answer to a POST request without a body, or 0 if there is none. */
    int post(String path) {
        HttpResponse<String> answer =
                answer(request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
        return answer == null ? 0 : answer.statusCode();
    }

    /** Returns the text of an answer, or an empty text if there is none. */
    String text(String path) {
        HttpResponse<String> answer = answer(request(path).build());
        return answer == null ? "" : answer.body();
    }

    /** Returns the ids of the children that run on the node. */
    List<String> children() {
        return ID.matcher(text("/")).results().map(id -> id.group(1)).toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
    }

    private @Nullable HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
