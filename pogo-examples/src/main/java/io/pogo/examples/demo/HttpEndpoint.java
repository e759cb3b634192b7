package io.pogo.examples.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Answers every request: 200 while it is up, 503 while it is not. */
final class HttpEndpoint implements Endpoint {
    private final HttpServer server;
    private volatile boolean up = true;

    HttpEndpoint(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(up ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
    }

    @Override
    public void setUp(boolean up) {
        this.up = up;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
