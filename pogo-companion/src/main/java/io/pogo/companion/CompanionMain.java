package io.pogo.companion;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * The crash companion as a program. Without arguments it is the subprocess of a node, which starts it and speaks to its
 * standard input. As a sidecar it is started with the node's container:
 *
 * <pre>{@code
 * java -Xmx16m -XX:+UseSerialGC -jar pogo-companion-<version>-all.jar \
 *     --listen unix:/run/pogo/companion.sock --secret /run/pogo/secret
 * }</pre>
 *
 * <p>{@code --listen} is a Unix socket, or a loopback address and a port; {@code --secret} a file with 16 characters or
 * more, which the node reads too. A sidecar runs until it is killed.
 */
public final class CompanionMain {
    private static final int WRONG_USE = 2;

    private CompanionMain() {}

    /**
     * Runs it.
     *
     * @param args none, or {@code --listen <address> --secret <file>}
     */
    public static void main(String[] args) throws InterruptedException {
        keepLibrariesQuiet();
        try {
            if (args.length == 0) {
                ignoreSignals();
                reportReady();
                attend();
                end(0);
            }
            if (args.length != 4 || !args[0].equals("--listen") || !args[2].equals("--secret")) {
                throw new IllegalArgumentException("use: --listen <unix:/path | 127.0.0.1:port> --secret <file>");
            }
            Sidecar.listen(Endpoint.parse(args[1]), Path.of(args[3]), CompanionMain::log)
                    .serve();
        } catch (IOException | IllegalStateException e) {
            log("gives up: " + e.getMessage());
            end(1);
        } catch (IllegalArgumentException e) {
            log(String.valueOf(e.getMessage()));
            end(WRONG_USE);
        }
    }

    /** The node waits for a byte on standard output: until then a companion that ends was never one. */
    private static void reportReady() {
        System.out.println("ready");
    }

    private static void end(int code) {
        UnpackedFolder.removeOwn();
        Runtime.getRuntime().halt(code);
    }

    private static void attend() throws IOException {
        Rehearsal rehearsal = new Rehearsal();
        SessionNotice orphan = Watch.untilEnd(System.in, notice -> {
            Parent.check(notice.pid());
            rehearsal.accept(notice);
        });
        if (orphan == null) {
            return;
        }
        if (!Parent.hasEnded(orphan.pid())) {
            throw new IOException("the pipe has ended, but " + orphan.node() + " lives");
        }
        log(sentence(orphan, Takeover.of(orphan)));
    }

    /** Returns the companion's last line of output: the node that died and the outcome for its session. */
    static String sentence(SessionNotice orphan, String outcome) {
        return orphan.node() + " has died; its ZooKeeper session " + orphan.hexId() + " " + outcome;
    }

    /**
     * Turns off the logging of the libraries, before the first of them asks for a logger: a provider on the class path
     * could take memory, and write more than a line.
     */
    private static void keepLibrariesQuiet() {
        System.getProperties().putIfAbsent("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    }

    private static void log(String line) {
        System.err.println("Pogo's crash companion: " + line);
    }

    /**
     * Ignores signals: a Ctrl-C reaches the whole group of processes, and the node ends by itself: it says farewell, or
     * it is dead. Uses reflection, since the compiler warns of every use of {@code sun.misc}, and there is no other
     * way.
     */
    private static void ignoreSignals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
                Object named = signal.getConstructor(String.class).newInstance(name);
                handle.invoke(null, named, handler.getField("SIG_IGN").get(null));
            }
        } catch (ReflectiveOperationException e) {
            // A JVM or a system without these signals.
        }
    }
}
