package io.pogo.bench;

import io.pogo.StuckAction;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A node as the harness sees it. */
final class NodeProcess {
    /** The answer to a call when the process ended before it answered. */
    static final String DIED = "DIED";

    /** The line that a node prints when it is ready. */
    static final String JOINED = "joined";

    private static final Pattern ANSWER = Pattern.compile("([0-9]{1,18}) (.*)");

    private final String id;
    private final Jvm jvm;
    private final @Nullable LineLog log;
    private final Object change = new Object();
    private boolean blocked;
    private final AtomicLong calls = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> pending = new ConcurrentHashMap<>();
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile boolean leaving;

    private NodeProcess(String id, Jvm jvm, @Nullable LineLog log) {
        this.id = id;
        this.jvm = jvm;
        this.log = log;
    }

    static NodeProcess start(
            String node,
            String process,
            String connect,
            Path dir,
            int registerPort,
            ChaosOptions options,
            StuckAction stuck,
            boolean quiet,
            Map<String, String> environment)
            throws IOException {
        Jvm jvm = Jvm.start(
                ChaosNode.class,
                environment,
                List.of("-Dchaos.log=DEBUG"),
                List.of(
                        node,
                        process,
                        connect,
                        dir.resolve(process + ".children").toString(),
                        Integer.toString(registerPort),
                        Long.toString(options.session().toMillis()),
                        stuck.name(),
                        options.ownership().name(),
                        Boolean.toString(Cluster.hasCompanion(node)),
                        Boolean.toString(quiet)));
        return of(process, jvm, new LineLog(dir.resolve(process + ".log")));
    }

    /** Returns a JVM that prints {@link #JOINED} when it is ready and then answers calls. */
    static NodeProcess of(String process, Jvm jvm) {
        return of(process, jvm, null);
    }

    /** Returns a JVM like the other, whose further output goes to a log. */
    static NodeProcess of(String process, Jvm jvm, @Nullable LineLog log) {
        NodeProcess started = new NodeProcess(process, jvm, log);
        Thread reader = new Thread(started::read, "read-" + process);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    /** Returns the id of this JVM, {@code n3#2}. */
    String id() {
        return id;
    }

    Jvm jvm() {
        return jvm;
    }

    boolean hasJoined() {
        return joined.getCount() == 0 && jvm.isAlive() && !leaving;
    }

    boolean awaitJoined(Duration time) throws InterruptedException {
        return joined.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the node for something; the answer is {@link #DIED} if it ends before. */
    CompletableFuture<String> call(String command) {
        long number = calls.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        pending.put(number, answer);
        tell(number + " " + command);
        if (!jvm.isAlive()) {
            giveUp();
        }
        return answer;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Asks the node to leave. */
    void leave() {
        leaving = true;
        tell(ChaosNode.CLOSE);
    }

    /** Sets whether the output of the process is read. Unread, the process blocks as soon as the pipe is full. */
    void readOutput(boolean read) {
        synchronized (change) {
            blocked = !read;
            change.notifyAll();
        }
    }

    synchronized void tell(String line) {
        try {
            jvm.process().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            jvm.process().getOutputStream().flush();
        } catch (IOException e) {
            // it has ended; the reader notices
        }
    }

    private void read() {
        try (BufferedReader lines = jvm.process().inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
                awaitUnblocked();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // it has ended
        }
        giveUp();
    }

    private void hear(String line) {
        if (line.equals(JOINED)) {
            joined.countDown();
            return;
        }
        Matcher answer = ANSWER.matcher(line);
        CompletableFuture<String> call = answer.matches() ? pending.remove(Long.parseLong(answer.group(1))) : null;
        if (call != null) {
            call.complete(answer.group(2));
        } else if (log != null) {
            log.write(line);
        }
    }

    private void awaitUnblocked() throws InterruptedException {
        synchronized (change) {
            while (blocked) {
                change.wait();
            }
        }
    }

    private void giveUp() {
        pending.keySet().forEach(number -> {
            CompletableFuture<String> answer = pending.remove(number);
            if (answer != null) {
                answer.complete(DIED);
            }
        });
    }
}
