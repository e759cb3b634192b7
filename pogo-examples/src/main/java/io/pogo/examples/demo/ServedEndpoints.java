package io.pogo.examples.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Serves the demo's own services on loopback. Some of them fail now and then, so that there is something to see. */
final class ServedEndpoints implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Duration BEGIN = Duration.ofSeconds(3);
    private static final Duration END = BEGIN.plusSeconds(4);
    private static final int EVERY = 3;

    private final List<Endpoint> endpoints = new ArrayList<>();

    /**
     * Opens an endpoint for each service.
     *
     * @throws DemoException if a port is taken
     */
    static ServedEndpoints open(List<Service> services) {
        ServedEndpoints served = new ServedEndpoints();
        for (Service service : services) {
            try {
                served.endpoints.add(open(service));
            } catch (IOException e) {
                served.close();
                throw new DemoException("The demo cannot serve " + service.url() + " (" + e.getMessage()
                        + "): end the process that has port " + service.url().getPort()
                        + ", or name services of your own with --services.");
            }
        }
        return served;
    }

    /**
     * Sets which endpoints answer.
     *
     * @param calm the time for which the demo has been calm; zero while a node is missing or about to be killed
     * @param round the number of nodes that have been killed
     */
    void tick(Duration calm, int round) {
        int failing = failing(endpoints.size(), calm, round);
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                endpoints.get(i).setUp(i != failing);
            } catch (IOException e) {
                System.err.println("Cannot serve: " + e);
            }
        }
    }

    /**
     * Returns the index of the endpoint that fails, for a while in each calm period, or -1. Every third endpoint takes
     * a turn.
     */
    static int failing(int count, Duration calm, int round) {
        Duration within = Duration.ofMillis(calm.toMillis() % PERIOD.toMillis());
        int some = count / EVERY;
        if (some == 0 || within.compareTo(BEGIN) < 0 || within.compareTo(END) >= 0) {
            return -1;
        }
        int turn = Math.toIntExact((round + calm.dividedBy(PERIOD)) % some);
        return turn * EVERY + EVERY - 1;
    }

    @Override
    public void close() {
        endpoints.forEach(Endpoint::close);
    }

    private static Endpoint open(Service service) throws IOException {
        return "tcp".equals(service.url().getScheme())
                ? new TcpEndpoint(service.address())
                : new HttpEndpoint(service.address());
    }
}
