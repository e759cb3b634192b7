package consumer.modules;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.ZooKeeperSupervisor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a child. Only the server's class is looked up by its name: it is on the class path, which no module can require.
 */
public final class Run {
    private Run() {}

    public static void main(String[] args) throws Exception {
        Class<?> serverClass = Class.forName("org.apache.curator.test.TestingServer");
        try (AutoCloseable server =
                (AutoCloseable) serverClass.getConstructor().newInstance()) {
            String connectString =
                    (String) serverClass.getMethod("getConnectString").invoke(server);
            runs(connectString);
        }
        System.out.println("ran as " + Run.class.getModule() + " with "
                + DistributedSupervisor.class.getModule() + " and "
                + ZooKeeperSupervisor.class.getModule());
    }

    private static void runs(String connectString) throws Exception {
        try (DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
                .connectString(connectString)
                .scope("s")
                .childType("waits", context -> run -> Thread.currentThread().join())
                .start()) {
            supervisor.startChild(ChildSpec.of("child", "waits").withArgument("a", "b"));
            supervisor.whenRunning("child").get(20, TimeUnit.SECONDS);
            supervisor.terminateChild("child");
        }
    }
}
