package io.pogo.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The demo's loop, which owns all its state: takes events in, shows them, and kills and starts nodes as its script
 * says.
 */
final class Demo {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration REFRESH = Duration.ofMillis(250);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private final List<String> nodes;
    private final EventInbox inbox;
    private final DemoCluster cluster;
    private final ServedEndpoints served;
    private final Display display;
    private final DemoConsole console;
    private final DemoState state;
    private final KillScript script;
    private final Instant start = Instant.now();
    private final Instant end;
    private final String connect;
    private Instant refreshed = Instant.EPOCH;
    private boolean consoleTried;
    private Optional<String> consoleAddress = Optional.empty();

    Demo(
            DemoOptions options,
            List<Service> services,
            EventInbox inbox,
            DemoCluster cluster,
            ServedEndpoints served,
            Display display,
            DemoConsole console,
            String connect) {
        this.nodes = nodeIds(options.nodes());
        this.inbox = inbox;
        this.cluster = cluster;
        this.served = served;
        this.display = display;
        this.console = console;
        this.connect = connect;
        this.end = options.duration().map(start::plus).orElse(Instant.MAX);
        this.state = new DemoState(
                nodes,
                services.stream().map(service -> service.url().toString()).toList());
        this.script = new KillScript(KillTiming.of(options.duration()), nodes, end);
    }

    static List<String> nodeIds(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "node-" + (char) ('a' + i))
                .toList();
    }

    /** Runs until the time is over or the caller requests an end, then ends the nodes in order. */
    void run(BooleanSupplier stopAsked) throws InterruptedException {
        try {
            nodes.forEach(cluster::start);
            while (!stopAsked.getAsBoolean() && Instant.now().isBefore(end)) {
                tick("Ctrl-C ends it");
                failIfNodeFailed();
                openConsole();
                act();
                Thread.sleep(TICK.toMillis());
            }
            cluster.terminateChildren();
            awaitNoneRuns();
        } finally {
            tick("ending");
            console.close();
            cluster.close();
            show(Instant.MAX);
        }
    }

    /** The first node makes the scope. */
    private void openConsole() {
        if (!consoleTried && nodes.stream().anyMatch(state::isRunning)) {
            consoleTried = true;
            consoleAddress = console.open();
            consoleAddress.ifPresent(display::console);
        }
    }

    private void tick(String hint) {
        Instant now = Instant.now();
        Duration age = Duration.between(start, now);
        served.tick(script.calm(now), script.kills());
        show(now.minus(TICK));
        if (!now.isBefore(refreshed.plus(REFRESH))) {
            refreshed = now;
            List<String> title = List.of(
                    String.format("Pogo demo %d:%02d", age.toMinutes(), age.toSecondsPart()),
                    consoleAddress.map(address -> "Console " + address).orElse(""),
                    Screen.summary(state),
                    hint,
                    "ZooKeeper " + connect);
            display.refresh(title, state, now);
        }
    }

    private void show(Instant until) {
        for (NodeEvent event : inbox.takeUntil(until)) {
            if (state.apply(event)) {
                display.show(event);
            }
        }
    }

    private void act() throws InterruptedException {
        KillScript.Step step = script.next(Instant.now(), state).orElse(null);
        if (step == null) {
            return;
        }
        switch (step.kind()) {
            case KILL -> cluster.kill(step.node());
            case START -> {
                state.restarting(step.node());
                cluster.start(step.node());
            }
        }
    }

    private void awaitNoneRuns() throws InterruptedException {
        Instant latest = Instant.now().plus(LONGEST_GOODBYE);
        while (!state.noneRuns() && Instant.now().isBefore(latest)) {
            tick("ending");
            Thread.sleep(TICK.toMillis());
        }
    }

    /**
     * Fails if a node has ended by itself. The node's own report is preferred to its exit code, and may arrive a little
     * later.
     */
    private void failIfNodeFailed() throws InterruptedException {
        Optional<String> ending = cluster.failure();
        if (ending.isPresent()) {
            Thread.sleep(TICK.toMillis());
            show(Instant.MAX);
            throw new DemoException(state.failure().orElse(ending.get()));
        }
    }
}
