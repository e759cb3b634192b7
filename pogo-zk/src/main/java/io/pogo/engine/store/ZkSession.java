package io.pogo.engine.store;

import io.pogo.engine.base.Moment;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.CreateOptions;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A client of one ZooKeeper session with asynchronous requests. A write through it belongs to that session: once the
 * session is over the write fails and has no effect, unlike a write through Curator, which would be made in the next
 * session. Nothing is retried here: only the caller knows the consequences of a lost connection. Requests are answered
 * in the order in which they were made.
 *
 * <p>Futures complete on ZooKeeper's event thread, so their dependent actions must pass work to the loop at once, or
 * take very little time. A read of a missing znode returns an empty answer. Every other code that is not OK is a
 * {@link KeeperException}, or an {@link UnclearAnswer}, after which the request must be made again: see
 * {@code Sessions}. A request that is never answered fails, see {@link AnswerWatch}.
 */
public final class ZkSession {
    private static final Set<Code> REFUSED_CHECK = EnumSet.of(Code.NONODE, Code.NOAUTH);

    private final ZooKeeper zooKeeper;
    private final ACLProvider acls;
    private final AnswerWatch answers;
    private final StandingWatches watches;
    private final ProofHistory proofs;
    private final long id;

    private final Object owner;
    private final String logPrefix;
    private volatile boolean unwatched;

    /**
     * Creates a client for an owner of its own. All znodes that it creates get the ACL from this provider, which is
     * Pogo's or the caller's.
     */
    public ZkSession(AnswerWatch answers, ACLProvider acls) {
        this(answers, acls, new Object(), new ProofHistory(), "[]");
    }

    /**
     * Creates a client of the session for one owner.
     *
     * @param owner the owner of the watches that {@link #unwatchAll} removes; the same for all sessions that it uses,
     *     one after the other
     * @param proofs the owner's proofs that were answered through this handle before
     * @param logPrefix the beginning of log lines about requests: the scope and the node
     */
    public ZkSession(AnswerWatch answers, ACLProvider acls, Object owner, ProofHistory proofs, String logPrefix) {
        this.owner = owner;
        this.logPrefix = logPrefix;
        this.zooKeeper = answers.zooKeeper();
        this.acls = acls;
        this.answers = answers;
        this.watches = StandingWatches.of(zooKeeper);
        this.proofs = proofs;
        this.id = zooKeeper.getSessionId();
    }

    public long id() {
        return id;
    }

    /** Returns the beginning of log lines: the scope and the node. */
    public String logPrefix() {
        return logPrefix;
    }

    /**
     * Returns the session timeout that the server granted, in milliseconds, which may differ from the requested one.
     */
    public int negotiatedTimeoutMillis() {
        return zooKeeper.getSessionTimeout();
    }

    /** Returns the proofs that were answered in this session, also in earlier stays under it. */
    public ProofHistory proofs() {
        return proofs;
    }

    /**
     * Returns the session's password in hexadecimal digits. A client that knows the password and the id may end this
     * session.
     */
    public String password() {
        return HexFormat.of().formatHex(zooKeeper.getSessionPasswd());
    }

    /** Returns the configuration with which the client connects. */
    public ZKClientConfig config() {
        return zooKeeper.getClientConfig();
    }

    /** Returns the greatest length of an answer in bytes; a longer answer costs the connection. */
    public int longestAnswer() {
        return longestAnswer(zooKeeper.getClientConfig());
    }

    public static int longestAnswer(ZKClientConfig config) {
        return config.getInt(ZKConfig.JUTE_MAXBUFFER, ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT);
    }

    public CompletableFuture<Optional<Znode>> read(String path) {
        return read(path, null);
    }

    /** Reads a znode, and watches it if there is a watcher. A missing znode is not watched. */
    public CompletableFuture<Optional<Znode>> read(String path, @Nullable Watcher watcher) {
        return watched(
                path,
                WatcherType.Data,
                watcher,
                false,
                standing -> answers.ask(future -> zooKeeper.getData(
                        path,
                        standing,
                        (rc, p, context, data, stat) -> answer(
                                future,
                                rc,
                                path,
                                () -> Optional.of(new Znode(path, data == null ? new byte[0] : data, stat))),
                        null)));
    }

    /**
     * Reads the stat of a znode, and watches the znode if there is a watcher. The watch is also set on a missing znode,
     * until it is created: the caller must remove it with {@link #unwatch}.
     */
    public CompletableFuture<Optional<Stat>> exists(String path, @Nullable Watcher watcher) {
        return watched(
                path,
                WatcherType.Data,
                watcher,
                true,
                standing -> answers.ask(future -> zooKeeper.exists(
                        path,
                        standing,
                        (rc, p, context, stat) -> answer(future, rc, path, () -> Optional.of(stat)),
                        null)));
    }

    /** Returns the names of the children; empty if the znode is missing. */
    public CompletableFuture<List<String>> children(String path) {
        return listing(path, null)
                .thenApply(listing -> listing.map(Listing::names).orElse(List.of()));
    }

    public CompletableFuture<Optional<Listing>> listing(String path, @Nullable Watcher watcher) {
        return watched(
                path,
                WatcherType.Children,
                watcher,
                false,
                standing -> answers.ask(future -> zooKeeper.getChildren(
                        path,
                        standing,
                        (rc, p, context, names, stat) ->
                                answer(future, rc, path, () -> Optional.of(new Listing(List.copyOf(names), stat))),
                        null)));
    }

    /** Makes a read that leaves a watch, if there is a watcher. */
    private <T> CompletableFuture<Optional<T>> watched(
            String path,
            WatcherType type,
            @Nullable Watcher watcher,
            boolean onMissing,
            Function<@Nullable Watcher, CompletableFuture<Optional<T>>> read) {
        if (watcher == null) {
            return read.apply(null);
        }
        StandingWatches.Standing standing = watches.begin(owner, path, type, watcher);
        CompletableFuture<Optional<T>> answer = read.apply(standing);
        if (unwatched) {
            unwatch(path, watcher);
        }
        return answer.whenComplete(
                (found, failure) -> standing.answered(found != null && (onMissing || found.isPresent())));
    }

    /**
     * Makes several reads in one request, each with a result of its own; together the results must not exceed
     * {@link #longestAnswer}.
     */
    public CompletableFuture<List<OpResult>> readAll(List<Op> reads) {
        return answers.ask(future -> zooKeeper.multi(
                reads,
                (rc, path, context, results) -> {
                    if (results == null || results.size() != reads.size()) {
                        future.completeExceptionally(failure(rc, reads.get(0).getPath()));
                    } else {
                        future.complete(results);
                    }
                },
                null));
    }

    /**
     * Writes all operations in one transaction, or none. The failure is a {@link TransactionFailure} that names the
     * operation which was refused.
     */
    public CompletableFuture<List<OpResult>> write(List<Op> operations) {
        return answers.ask(future -> zooKeeper.multi(
                operations,
                (rc, path, context, results) -> {
                    if (rc == Code.OK.intValue()) {
                        future.complete(results);
                    } else if (isUnclear(rc, results)) {
                        future.completeExceptionally(
                                answers.unclear(rc, operations.get(0).getPath()));
                    } else {
                        future.completeExceptionally(TransactionFailure.of(Code.get(rc), operations, results));
                    }
                },
                null));
    }

    public CompletableFuture<Void> create(String path, byte[] data) {
        return answers.ask(future -> zooKeeper.create(
                path,
                data,
                aclFor(path),
                CreateMode.PERSISTENT,
                (rc, p, context, name) -> done(future, rc, path),
                null));
    }

    /** Returns the ACL with which Pogo would create this znode. */
    public List<ACL> aclFor(String path) {
        return acls.getAclForPath(path);
    }

    public CompletableFuture<Optional<Acl>> acl(String path) {
        return answers.ask(future -> zooKeeper.getACL(
                path,
                new Stat(),
                (rc, p, context, entries, stat) ->
                        answer(future, rc, path, () -> Optional.of(new Acl(entries, stat.getAversion()))),
                null));
    }

    /** Gives a znode the ACL with which Pogo would create it, if its ACL has this version. */
    public CompletableFuture<Void> setAcl(String path, int version) {
        return answers.ask(future ->
                zooKeeper.setACL(path, aclFor(path), version, (rc, p, context, stat) -> done(future, rc, path), null));
    }

    public CompletableFuture<Void> delete(String path, int version) {
        return answers.ask(future -> zooKeeper.delete(path, version, (rc, p, context) -> done(future, rc, path), null));
    }

    public CompletableFuture<Void> setData(String path, byte[] data, int version) {
        return answers.ask(future ->
                zooKeeper.setData(path, data, version, (rc, p, context, stat) -> done(future, rc, path), null));
    }

    /**
     * Proves that this session lives: makes a transaction that only checks a znode, and that a quorum commits. A check
     * that is refused is committed like one that holds; a deposed leader can commit neither. Reads through this session
     * afterwards contain everything that was committed before.
     *
     * @return OK, or the code with which the check was refused: NONODE or NOAUTH
     */
    public CompletableFuture<Code> prove(String path) {
        Moment sent = Moment.now();
        return answers.ask(future -> zooKeeper.multi(
                List.of(checkOp(path)),
                (rc, p, context, results) -> {
                    // An unclear one is asked again by whoever proves, and by nobody else.
                    Code code = UnclearAnswer.is(rc) ? Code.SYSTEMERROR : Code.get(rc);
                    if (code == Code.OK || (isCommitted(results) && REFUSED_CHECK.contains(code))) {
                        future.complete(code);
                    } else {
                        if (code == Code.CONNECTIONLOSS) {
                            proofs.lost(sent);
                        }
                        future.completeExceptionally(KeeperException.create(code, path));
                    }
                },
                null));
    }

    /**
     * Returns whether the transaction was committed; a request that failed as a whole was not committed, and has no
     * results.
     */
    private static boolean isCommitted(@Nullable List<OpResult> results) {
        return results != null && !results.isEmpty();
    }

    /** Adds a watch that stays until the session ends, also over a change of the connection. */
    public CompletableFuture<Void> watch(String path, AddWatchMode mode, Watcher watcher) {
        WatcherType type = mode == AddWatchMode.PERSISTENT ? WatcherType.Persistent : WatcherType.PersistentRecursive;
        StandingWatches.Standing standing = watches.begin(owner, path, type, watcher);
        CompletableFuture<Void> added = answers.ask(
                future -> zooKeeper.addWatch(path, standing, mode, (rc, p, context) -> done(future, rc, path), null));
        return added.whenComplete((done, failure) -> standing.answered(failure == null));
    }

    /** Removes a watch here and on the server; does nothing if there is none. */
    public void unwatch(String path, Watcher watcher) {
        watches.remove(path, watcher);
    }

    /** Removes all watches of the owner, and every later one; for a handle that stays in use. */
    public void unwatchAll() {
        unwatched = true;
        watches.removeAll(owner);
    }

    /**
     * Returns the paths of all ephemeral znodes of this session, including those that were not made by Pogo, and with
     * the chroot if there is one.
     */
    public CompletableFuture<List<String>> ephemerals() {
        return answers.ask(future -> zooKeeper.getEphemerals(
                (rc, context, found) -> {
                    if (rc == Code.OK.intValue()) {
                        future.complete(found);
                    } else {
                        future.completeExceptionally(failure(rc, "the ephemeral znodes"));
                    }
                },
                null));
    }

    /**
     * Returns an operation that creates an ephemeral znode. Its result is a {@link OpResult.CreateResult}, with the
     * stat if the server is 3.9 or newer.
     */
    public Op createEphemeralOp(String path, byte[] data) {
        return Op.create(
                path,
                data,
                CreateOptions.newBuilder(aclFor(path), CreateMode.EPHEMERAL).build());
    }

    public Op createOp(String path, byte[] data) {
        return Op.create(path, data, aclFor(path), CreateMode.PERSISTENT);
    }

    /** Returns an operation that checks that the znode exists, with any version. */
    public static Op checkOp(String path) {
        return Op.check(path, -1);
    }

    private void done(CompletableFuture<Void> future, int rc, String path) {
        if (rc == Code.OK.intValue()) {
            future.complete(null);
        } else {
            future.completeExceptionally(failure(rc, path));
        }
    }

    private <T> void answer(
            CompletableFuture<Optional<T>> future,
            int rc,
            String path,
            java.util.function.Supplier<Optional<T>> answer) {
        if (rc == Code.OK.intValue()) {
            future.complete(answer.get());
        } else if (rc == Code.NONODE.intValue()) {
            future.complete(Optional.empty());
        } else {
            future.completeExceptionally(failure(rc, path));
        }
    }

    private static boolean isUnclear(int rc, @Nullable List<OpResult> results) {
        return UnclearAnswer.is(rc)
                || (results != null
                        && results.stream()
                                .anyMatch(result -> result instanceof OpResult.ErrorResult error
                                        && UnclearAnswer.is(error.getErr())));
    }

    /** Returns the failure for a result code. */
    public Exception failure(int rc, String path) {
        return UnclearAnswer.is(rc) || rc == Code.OK.intValue()
                ? answers.unclear(rc, path)
                : KeeperException.create(Code.get(rc), path);
    }

    /** The ACL of a znode: its entries and its version. */
    public record Acl(List<ACL> entries, int version) {}

    /** The names of a znode's children, with the znode's own stat. */
    public record Listing(List<String> names, Stat stat) {}
}
