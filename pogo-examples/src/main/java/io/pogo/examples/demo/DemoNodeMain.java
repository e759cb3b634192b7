package io.pogo.examples.demo;

import io.pogo.ChildInfo;
import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import io.pogo.View;
import io.pogo.zk.CrashCompanion;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A node of the demo: joins the scope, offers to watch services, starts a child for each, and leaves on request. */
public final class DemoNodeMain {
    /** All other nodes of the demo join this scope. */
    static final String SCOPE = "pogo-demo";

    /** The command on the node's standard input that terminates all children. */
    static final String TERMINATE = "terminate";

    private static final String SOCKET = "companion.sock";
    private static final String SECRET = "secret";
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(12);

    private DemoNodeMain() {}

    /**
     * Runs one node.
     *
     * @param args see {@link NodeOptions}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        NodeOptions options =
                NodeOptions.parse(List.of(args), InetAddress.getLocalHost().getHostName());
        Reporter reporter = options.plain() ? new PlainReporter(options) : DemoNodeMain::tellParent;
        DistributedSupervisor supervisor;
        try {
            supervisor = join(options, reporter);
        } catch (PogoException e) {
            reporter.report(
                    new NodeEvent(Instant.now(), options.node(), EventType.FAILED, "", String.valueOf(e.getMessage())));
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::close, "close"));
        if (options.plain()) {
            new CountDownLatch(1).await();
        }
        obeyParent(supervisor);
        haltIfCloseHangs();
        System.exit(0);
    }

    private static DistributedSupervisor join(NodeOptions options, Reporter reporter) {
        Probe probe = new Probe();
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .connectString(options.connect())
                .scope(SCOPE)
                .nodeId(options.node())
                .childType(
                        Service.CHILD_TYPE,
                        context ->
                                new ServiceMonitor(URI.create(context.argument(Service.URL_ARGUMENT)), probe, reporter))
                .initialChildren(
                        options.services().stream().map(Service::toChild).toList())
                .listener(new ReportingListener(options.node(), reporter))
                .sessionTimeout(Duration.ofSeconds(4))
                .connectionTimeout(Duration.ofSeconds(5))
                .drainTimeout(Duration.ofSeconds(5))
                .settleDelay(Duration.ofSeconds(1))
                .rebalanceDelay(Duration.ofSeconds(2));
        options.companion()
                .filter(folder -> Files.exists(folder.resolve(SOCKET)))
                .ifPresent(folder -> builder.crashCompanion(
                        CrashCompanion.sidecar("unix:" + folder.resolve(SOCKET), folder.resolve(SECRET))));
        return builder.start();
    }

    /** Returns when the parent closes this process's standard input, which also happens when the parent dies. */
    private static void obeyParent(DistributedSupervisor supervisor) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.equals(TERMINATE)) {
                supervisor.terminateChildren(supervisor.whichChildren(View.GLOBAL).stream()
                        .map(ChildInfo::id)
                        .toList());
            }
        }
    }

    private static void tellParent(NodeEvent event) {
        System.out.println(event.toWire());
    }

    private static void haltIfCloseHangs() {
        Thread watchdog = new Thread(
                () -> {
                    try {
                        Thread.sleep(LONGEST_CLOSE.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(1);
                },
                "halt-if-close-hangs");
        watchdog.setDaemon(true);
        watchdog.start();
    }
}
