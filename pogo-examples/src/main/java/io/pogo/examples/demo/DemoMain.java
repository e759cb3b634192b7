package io.pogo.examples.demo;

import io.pogo.examples.ExampleZooKeeper;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demo: nodes that keep watch over services, and one of them killed now and then. See {@link DemoOptions#USAGE}.
 */
public final class DemoMain {
    private static final Path SERVICES =
            Path.of(System.getProperty("pogo.demo.services", "pogo-examples/services.txt"));
    private static final Path LOGS = Path.of(System.getProperty("pogo.demo.logs", "pogo-examples/target/demo-logs"));

    private DemoMain() {}

    /**
     * Runs the demo; the exit code is 0 after {@code --duration} or Ctrl-C, 2 for a wrong option, 1 for another
     * failure.
     *
     * @param args the options
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream err = System.err;
        DemoOptions options;
        try {
            options = DemoOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        StopRequest stop = new StopRequest();
        int code = 0;
        try {
            run(options, stop);
        } catch (DemoException e) {
            err.println(e.getMessage());
            code = 1;
        } catch (IOException e) {
            err.println("The demo cannot run: " + e);
            code = 1;
        }
        stop.ended(code);
        System.exit(code);
    }

    private static void run(DemoOptions options, StopRequest stop) throws IOException, InterruptedException {
        List<Service> services = ServicesFile.read(options.services().orElse(SERVICES));
        Files.createDirectories(LOGS);
        System.setErr(new PrintStream(Files.newOutputStream(LOGS.resolve("demo.log")), true, StandardCharsets.UTF_8));
        String[] connect = options.connect().stream().toArray(String[]::new);
        try (ServedEndpoints served = ServedEndpoints.open(options.services().isPresent() ? List.of() : services);
                ExampleZooKeeper zooKeeper = ExampleZooKeeper.from(connect);
                Display display = display(options.plain())) {
            EventInbox inbox = new EventInbox();
            DemoCluster cluster = new DemoCluster(zooKeeper.connectString(), services, LOGS, inbox);
            DemoConsole console = new DemoConsole(zooKeeper.connectString());
            new Demo(options, services, inbox, cluster, served, display, console, zooKeeper.connectString())
                    .run(stop::isAsked);
        }
    }

    private static Display display(boolean plain) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return plain || !isTerminal(System.console()) ? new PlainDisplay(out) : new TableDisplay(out);
    }

    /** Returns whether a console is a terminal. From Java 22 on there is a console even where there is no terminal. */
    private static boolean isTerminal(@Nullable Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
