package consumer;

import com.fasterxml.jackson.core.json.PackageVersion;
import com.google.common.util.concurrent.AbstractIdleService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pogo.Child;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.zk.GuavaServices;
import io.pogo.zk.ZooKeeperScopeClient;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/**
 * Runs what uses Jackson, Guava, SLF4J and Micrometer most: two nodes, a client, children of three kinds, and meters.
 */
public final class Run {
    private static final AtomicInteger FLAKY_RUNS = new AtomicInteger();

    private Run() {}

    /** With a text: Pogo must refuse to start, with a message that begins so. */
    public static void main(String[] args) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream error = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            if (args.length > 0 && !args[0].isEmpty()) {
                refuses(args[0]);
            } else {
                runs();
                demand(
                        log.toString(StandardCharsets.UTF_8).lines().noneMatch(line -> line.contains(" ERROR ")),
                        "no error in the log");
            }
        } catch (Throwable e) {
            error.print(log);
            e.printStackTrace(error);
            System.exit(1);
        }
    }

    private static void refuses(String beginning) {
        try {
            ZooKeeperSupervisor.builder().connectString("127.0.0.1:1").scope("s").build().close();
        } catch (IllegalStateException e) {
            demand(
                    String.valueOf(e.getMessage()).startsWith(beginning),
                    "\"" + beginning + "\", not \"" + e.getMessage() + "\"");
            System.out.println("refused: " + e.getMessage());
            return;
        }
        throw new AssertionError("Jackson " + PackageVersion.VERSION + " was not refused");
    }

    private static void runs() throws Exception {
        Path folder = Files.createTempDirectory("consumer-");
        InstanceSpec instance = new InstanceSpec(folder.resolve("data").toFile(), -1, -1, -1, true, -1, 200, -1);
        try (TestingServer server = new TestingServer(instance, true)) {
            runs(server.getConnectString());
        }
        System.out.println("ran with Jackson " + PackageVersion.VERSION);
    }

    private static void runs(String connectString) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (DistributedSupervisor a = node("a", connectString, registry);
                DistributedSupervisor b = node("b", connectString, registry);
                ScopeClient client = ZooKeeperScopeClient.builder().connectString(connectString).scope("s").connect()) {
            List<ChildSpec> specs = List.of(
                    ChildSpec.of("waits", "waits").withArgument("text", "\"ä\n\" {}"),
                    ChildSpec.of("flaky", "flaky"),
                    ChildSpec.of("service", "service"));
            client.startChildren(specs);
            for (ChildSpec spec : specs) {
                client.whenRunning(spec.id()).get(20, TimeUnit.SECONDS);
            }
            await(() -> FLAKY_RUNS.get() >= 2, "a second run after a crash");
            demand("\"ä\n\" {}".equals(client.findSpec("waits").orElseThrow().arguments().get("text")), "the argument");
            demand(client.whichChildren().size() == 3, "three children: " + client.whichChildren());
            demand(client.members().size() == 2, "two members");
            demand(client.explain("waits").toString().contains("waits"), "an explanation");
            client.pauseChild("waits");
            client.resumeChild("waits");
            client.whenRunning("waits").get(20, TimeUnit.SECONDS);
            b.drain();
            await(
                    () -> client.whichChildren().stream().allMatch(child -> child.toString().contains(" on a ")),
                    "all children on a");
            await(
                    () -> registry.find("pogo.child.starts").counters().stream()
                                    .mapToDouble(counter -> counter.count())
                                    .sum()
                            >= 4,
                    "starts that were counted");
            demand(registry.find("pogo.lease.margin").timeGauge() != null, "the gauge of the lease");
            client.terminateChild("service");
        }
        demand(registry.getMeters().isEmpty(), "no meter after the end: " + registry.getMeters());
    }

    private static DistributedSupervisor node(String id, String connectString, SimpleMeterRegistry registry) {
        return ZooKeeperSupervisor.builder()
                .connectString(connectString)
                .scope("s")
                .nodeId(id)
                .childType("waits", context -> run -> Thread.currentThread().join())
                .childType("flaky", context -> (Child) run -> {
                    if (FLAKY_RUNS.incrementAndGet() == 1) {
                        throw new IllegalStateException("the first run");
                    }
                    Thread.currentThread().join();
                })
                .childType("service", context -> GuavaServices.child(new AbstractIdleService() {
                    @Override
                    protected void startUp() {}

                    @Override
                    protected void shutDown() {}
                }))
                .meterRegistry(registry)
                .start();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, String what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            demand(System.nanoTime() < end, what);
            Thread.sleep(50);
        }
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }
}
