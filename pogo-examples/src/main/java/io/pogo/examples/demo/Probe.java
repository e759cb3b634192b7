package io.pogo.examples.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Finds out whether a service answers. One serves all children of a node. */
final class Probe {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * The result of one check of a service.
     *
     * @param up true if it answered as it should
     * @param detail the answer, or why there was none
     */
    record Answer(boolean up, String detail) {}

    Answer check(URI url) throws InterruptedException {
        try {
            return "tcp".equals(url.getScheme()) ? connect(url) : get(url);
        } catch (IOException e) {
            return new Answer(false, reason(e));
        }
    }

    private static Answer connect(URI url) throws IOException {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
            if (address.isUnresolved()) {
                throw new UnknownHostException(url.getHost());
            }
            socket.connect(address, (int) TIMEOUT.toMillis());
            return new Answer(true, "connected");
        }
    }

    private Answer get(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        return new Answer(status < 400, "HTTP " + status);
    }

    private static String reason(IOException e) {
        if (e instanceof SocketTimeoutException || e instanceof HttpTimeoutException) {
            return "no answer within " + TIMEOUT.toMillis() + " ms";
        }
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return String.valueOf(e.getMessage());
    }
}
