package io.pogo.examples.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Serves the demo's own services on loopback. Some of them fail now and then, so that there is something to see. */
final class ServedEndpoints implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofSeconds(4);
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

    /** Lets the endpoints be as they shall be at this time after the start. */
    void tick(Duration sinceStart) {
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                endpoints.get(i).setUp(isUp(i, sinceStart));
            } catch (IOException e) {
                System.err.println("Cannot serve: " + e);
            }
        }
    }

    /** Every third endpoint fails for a while in each period, one before the other. */
    static boolean isUp(int index, Duration sinceStart) {
        if (index % EVERY != EVERY - 1) {
            return true;
        }
        long shift = OUTAGE.toMillis() * (index / EVERY);
        return Math.floorMod(sinceStart.toMillis() + shift, PERIOD.toMillis())
                < PERIOD.minus(OUTAGE).toMillis();
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
