package io.pogo.zk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.client.FourLetterWordMain;

/** A real ZooKeeper server with short ticks, and a client of it to look with. */
final class TestZooKeeper implements AutoCloseable {
    private static final int TICK_MILLIS = 200;
    private static final Pattern SESSION = Pattern.compile("0x[0-9a-f]+");
    private static final AtomicInteger SCOPES = new AtomicInteger();

    static {
        System.setProperty("zookeeper.4lw.commands.whitelist", "srvr,dump,wchs");
    }

    private final TestingServer server;
    private final CuratorFramework client;

    TestZooKeeper() {
        this(TICK_MILLIS);
    }

    /** Grants session timeouts of 2 to 20 ticks. */
    TestZooKeeper(int tickMillis) {
        try {
            server = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, tickMillis, -1), true);
            client = newClient();
            client.blockUntilConnected();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A started client whose session outlives a lost connection. */
    CuratorFramework newClient() {
        return newClient(server.getConnectString());
    }

    CuratorFramework newClient(String connectString) {
        return newClient(connectString, Duration.ofSeconds(2));
    }

    CuratorFramework newClient(String connectString, Duration session) {
        CuratorFramework made = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs((int) session.toMillis())
                .connectionTimeoutMs(2_000)
                .retryPolicy(new RetryOneTime(100))
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .build();
        made.start();
        return made;
    }

    String connectString() {
        return server.getConnectString();
    }

    TestingServer server() {
        return server;
    }

    CuratorFramework client() {
        return client;
    }

    /** A scope that no other test uses. */
    static String newScope() {
        return "test-" + SCOPES.incrementAndGet();
    }

    /**
     * The ids of all sessions that the server knows of. Its dump is no snapshot: one that the server is just putting
     * into another place of its expiry queue may be missing. Our own client's is there in any case.
     */
    Set<String> sessions() {
        try {
            String dump = FourLetterWordMain.send4LetterWord("127.0.0.1", server.getPort(), "dump");
            String sessions = dump.substring(0, dump.indexOf("ephemeral nodes dump"));
            Set<String> found =
                    SESSION.matcher(sessions).results().map(MatchResult::group).collect(Collectors.toSet());
            found.add("0x"
                    + Long.toHexString(
                            client.getZookeeperClient().getZooKeeper().getSessionId()));
            return found;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All paths below one, in order. */
    List<String> tree(String root) {
        List<String> paths = new ArrayList<>();
        collect(root, paths);
        return paths;
    }

    private void collect(String path, List<String> paths) {
        try {
            for (String name :
                    client.getChildren().forPath(path).stream().sorted().toList()) {
                paths.add(path + "/" + name);
                collect(path + "/" + name, paths);
            }
        } catch (org.apache.zookeeper.KeeperException.NoNodeException e) {
            // went meanwhile
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of watches on the server. */
    int watches() {
        try {
            String answer = FourLetterWordMain.send4LetterWord("127.0.0.1", server.getPort(), "wchs");
            return answer.lines()
                    .filter(line -> line.startsWith("Total watches:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring("Total watches:".length()).strip()))
                    .findFirst()
                    .orElseThrow();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many transactions the server has counted, refused ones among them. */
    long transactions() throws Exception {
        String answer = FourLetterWordMain.send4LetterWord("127.0.0.1", server.getPort(), "srvr");
        return answer.lines()
                .filter(line -> line.startsWith("Zxid: "))
                .mapToLong(line -> Long.decode(line.substring("Zxid: ".length())))
                .sum();
    }

    /** How many packets the server has received. */
    long packets() throws Exception {
        return counted("Received: ");
    }

    /** Returns the number of packets that the server has sent: answers, and notifications of watches. */
    long sent() throws Exception {
        return counted("Sent: ");
    }

    private long counted(String what) throws Exception {
        String answer = FourLetterWordMain.send4LetterWord("127.0.0.1", server.getPort(), "srvr");
        return answer.lines()
                .filter(line -> line.startsWith(what))
                .mapToLong(line -> Long.parseLong(line.substring(what.length())))
                .findFirst()
                .orElseThrow();
    }
}
