package io.pogo.zk.internal;

import io.pogo.NotAuthorizedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.Threads;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.zk.internal.store.ZkFailures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.curator.utils.CloseableUtils;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Curator client of a supervisor or of a client that is not a member: either created and closed by Pogo, or the
 * caller's own.
 *
 * @param curator the client
 * @param acls the ACLs with which it creates its znodes
 * @param own the parts of a client of Pogo's that Curator does not close; null for the caller's client
 */
public record ZkClient(
        CuratorFramework curator,
        ACLProvider acls,
        @Nullable Own own) {
    private static final Logger log = LoggerFactory.getLogger(ZkClient.class);
    private static final int RETRY_PAUSE_MILLIS = 50;
    private static final int MAX_RETRY_PAUSE_MILLIS = 1_000;
    private static final int RETRIES = 10;
    private static final int LOOK_MILLIS = 50;
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    /** The thread that a client gives notice on, and its handles. */
    record Own(ExecutorService notifier, Handles handles) {}

    /** A client that is not started yet. */
    public static ZkClient ours(
            String connectString,
            boolean followsReconfigurations,
            Credentials credentials,
            Duration sessionTimeout,
            Duration connectionTimeout,
            String name) {
        credentials.check();
        ThreadPoolExecutor notifier = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(name, "curator"));
        notifier.allowCoreThreadTimeOut(true);
        Handles handles = new Handles(credentials);
        ACLProvider acls = credentials.acl();
        CuratorFramework curator = CuratorFrameworkFactory.builder()
                .zookeeperFactory(handles)
                .aclProvider(acls)
                .connectString(connectString)
                .ensembleTracker(followsReconfigurations)
                .sessionTimeoutMs((int) sessionTimeout.toMillis())
                .connectionTimeoutMs((int) Math.min(connectionTimeout.toMillis(), sessionTimeout.toMillis()))
                .retryPolicy(new BoundedExponentialBackoffRetry(RETRY_PAUSE_MILLIS, MAX_RETRY_PAUSE_MILLIS, RETRIES))
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .runSafeService(notifier)
                .build();
        return new ZkClient(curator, acls, new Own(notifier, handles));
    }

    /** The caller's client, if it can be used. */
    static ZkClient callers(CuratorFramework curator) {
        if (curator.getState() != CuratorFrameworkState.STARTED) {
            throw new IllegalStateException("the client is " + curator.getState() + "; it must be started");
        }
        if (curator.getNamespace() != null && !curator.getNamespace().isEmpty()) {
            throw new IllegalStateException(
                    "the client has the namespace " + curator.getNamespace() + "; pass client.usingNamespace(null)");
        }
        return new ZkClient(curator, CreationAcl.of(curator), null);
    }

    /** Warns of the effect that Curator's standard error policy in a caller's client has on a node. */
    public void warnOfStandardPolicy(String logPrefix) {
        if (curator.getConnectionStateErrorPolicy().isErrorState(ConnectionState.SUSPENDED)) {
            log.warn(
                    "{} the client has Curator's standard error policy: each loss of the connection, however short,"
                            + " will stop and"
                            + " restart all children of this node; SessionConnectionStateErrorPolicy would not",
                    logPrefix);
        }
    }

    public boolean isOurs() {
        return own != null;
    }

    /**
     * Returns a time before the session of this handle was opened; null if it is not known, as for the caller's client.
     */
    @Nullable
    Moment openedAfter(ZooKeeper handle) {
        return own == null ? null : own.handles().openedAfter(handle);
    }

    /**
     * Starts the client if Pogo created it, and waits until it is connected. Blocks. May be called again after a
     * failure.
     */
    public void connect(Duration patience) {
        CompletableFuture<Void> refused = new CompletableFuture<>();
        CuratorListener listener = (client, event) -> {
            if (event.getWatchedEvent() != null && event.getWatchedEvent().getState() == KeeperState.AuthFailed) {
                refused.complete(null);
            }
        };
        curator.getCuratorListenable().addListener(listener);
        try {
            if (isOurs() && curator.getState() == CuratorFrameworkState.LATENT) {
                startCurator();
            }
            await(patience, refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while connecting", e);
        } finally {
            curator.getCuratorListenable().removeListener(listener);
        }
    }

    /**
     * Starts Curator on a thread of Pogo's, so that the threads of Curator and ZooKeeper inherit nothing from the
     * caller's.
     */
    private void startCurator() throws InterruptedException {
        CompletableFuture<Void> started = new CompletableFuture<>();
        Threads.run("client", "start", () -> {
            try {
                curator.start();
                started.complete(null);
            } catch (Throwable e) {
                started.completeExceptionally(e);
            }
        });
        try {
            started.get();
        } catch (ExecutionException e) {
            throw new UnavailableException("the ZooKeeper client does not start: " + e.getCause(), e.getCause());
        }
    }

    /**
     * Waits for the connection. A refused SASL login is final only where SASL is requested: without a login section the
     * client continues without an identity.
     */
    private void await(Duration patience, CompletableFuture<Void> refused) throws InterruptedException {
        boolean isSasl = own != null && own.handles().credentials().isSasl();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!curator.blockUntilConnected(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (refused.isDone() && isSasl) {
                throw saslRefused(null);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new UnavailableException(
                        "ZooKeeper at " + address() + " did not answer within " + patience.toMillis() + " ms"
                                + (refused.isDone() ? "; authentication failed" : "") + probed(),
                        null);
            }
        }
        if (isSasl) {
            checkSasl();
        }
    }

    /**
     * Fails if ZooKeeper refuses the SASL login, which takes place after the connection is established and before the
     * first request is answered.
     */
    private void checkSasl() throws InterruptedException {
        try {
            curator.getZookeeperClient().getZooKeeper().exists("/", null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (Failures.refusal(ZkFailures.told(e)) == Refusal.UNKNOWN_IDENTITY) {
                throw saslRefused(e);
            }
            // Not known yet: the first request will show it.
            return;
        }
    }

    private NotAuthorizedException saslRefused(@Nullable Throwable cause) {
        return new NotAuthorizedException(
                "ZooKeeper at " + address()
                        + " does not accept the SASL credentials of this client, or their login section"
                        + " cannot be used (DIGEST-MD5 needs zookeeper.fips-mode=false)",
                cause);
    }

    private String probed() {
        return own == null
                ? ""
                : "; " + ServerProbe.ask(address(), own.handles().credentials().config());
    }

    /** Returns the connect string: the addresses of the ZooKeeper servers, and the chroot. */
    public String address() {
        return curator.getZookeeperClient().getCurrentConnectionString();
    }

    /**
     * Ends the connection if Pogo created the client. Blocks for a moment; a client that does not end within seconds is
     * left to itself.
     */
    public void close(String logPrefix) {
        if (own != null) {
            own.handles().close();
            Thread closing = Threads.factory("client", "close").newThread(() -> end(own));
            try {
                closing.start();
                closing.join(CLOSING.toMillis());
                if (closing.isAlive()) {
                    log.warn("{} the ZooKeeper client does not close, and is interrupted", logPrefix);
                    closing.interrupt();
                    closing.join(INTERRUPTED.toMillis());
                }
            } catch (InterruptedException e) {
                closing.interrupt();
                Thread.currentThread().interrupt();
            } catch (OutOfMemoryError noThread) {
                end(own);
            }
        }
    }

    private void end(Own ours) {
        CloseableUtils.closeQuietly(curator);
        try {
            ours.handles().endAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ours.notifier().shutdown();
    }
}
