package io.pogo.zk.internal.store;

import io.pogo.engine.base.Moment;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.CreateOptions;
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
import org.apache.zookeeper.server.EphemeralType;
import org.jspecify.annotations.Nullable;

/**
 * A client of one ZooKeeper session. A write through it belongs to that session, unlike a write through Curator, which
 * would be made in the next session. Futures complete on ZooKeeper's event thread; see {@link AnswerWatch} for requests
 * that are never answered, and {@code Sessions} for those that must be made again.
 */
public final class ZkSession implements Session {
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

    @Override
    public long id() {
        return id;
    }

    @Override
    public String logPrefix() {
        return logPrefix;
    }

    @Override
    public Duration timeout() {
        return Duration.ofMillis(zooKeeper.getSessionTimeout());
    }

    @Override
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

    @Override
    public int longestAnswer() {
        return longestAnswer(zooKeeper.getClientConfig());
    }

    public static int longestAnswer(ZKClientConfig config) {
        return config.getInt(ZKConfig.JUTE_MAXBUFFER, ZKClientConfig.CLIENT_MAX_PACKET_LENGTH_DEFAULT);
    }

    @Override
    public CompletableFuture<Optional<Znode>> read(String path, @Nullable Watch watch) {
        return watched(
                path,
                WatcherType.Data,
                watch,
                false,
                standing -> answers.ask(future -> zooKeeper.getData(
                        path,
                        standing,
                        (rc, p, context, data, stat) -> answer(
                                future,
                                rc,
                                path,
                                () -> Optional.of(new Znode(path, data == null ? new byte[0] : data, stamp(stat)))),
                        null)));
    }

    @Override
    public CompletableFuture<Optional<Stamp>> exists(String path, @Nullable Watch watch) {
        return watched(
                path,
                WatcherType.Data,
                watch,
                true,
                standing -> answers.ask(future -> zooKeeper.exists(
                        path,
                        standing,
                        (rc, p, context, stat) -> answer(future, rc, path, () -> Optional.of(stamp(stat))),
                        null)));
    }

    @Override
    public CompletableFuture<Optional<Listing>> listing(String path, @Nullable Watch watch) {
        return watched(
                path,
                WatcherType.Children,
                watch,
                false,
                standing -> answers.ask(future -> zooKeeper.getChildren(
                        path,
                        standing,
                        (rc, p, context, names, stat) -> answer(
                                future, rc, path, () -> Optional.of(new Listing(List.copyOf(names), stamp(stat)))),
                        null)));
    }

    /** Makes a read that leaves a watch, if there is a watcher. */
    private <T> CompletableFuture<Optional<T>> watched(
            String path,
            WatcherType type,
            @Nullable Watch watch,
            boolean onMissing,
            Function<@Nullable Watcher, CompletableFuture<Optional<T>>> read) {
        if (watch == null) {
            return read.apply(null);
        }
        StandingWatches.Standing standing = watches.begin(owner, path, type, watch);
        CompletableFuture<Optional<T>> answer = read.apply(standing);
        if (unwatched) {
            unwatch(path, watch);
        }
        return answer.whenComplete(
                (found, failure) -> standing.answered(found != null && (onMissing || found.isPresent())));
    }

    @Override
    public CompletableFuture<List<Reply>> readAll(List<Read> reads) {
        List<Op> operations = reads.stream()
                .map(read -> read.ofNames() ? Op.getChildren(read.path()) : Op.getData(read.path()))
                .toList();
        return answers.ask(future -> zooKeeper.multi(
                operations,
                (rc, path, context, results) -> {
                    if (results == null || results.size() != reads.size()) {
                        future.completeExceptionally(failure(rc, reads.get(0).path()));
                    } else {
                        future.complete(replies(reads, results));
                    }
                },
                null));
    }

    private List<Reply> replies(List<Read> reads, List<OpResult> results) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            replies.add(reply(reads.get(i).path(), results.get(i)));
        }
        return replies;
    }

    private Reply reply(String path, OpResult result) {
        if (result instanceof OpResult.GetDataResult read) {
            byte[] data = read.getData() == null ? new byte[0] : read.getData();
            return Reply.of(new Znode(path, data, stamp(read.getStat())));
        }
        if (result instanceof OpResult.GetChildrenResult read) {
            return Reply.of(List.copyOf(read.getChildren()));
        }
        int rc = result instanceof OpResult.ErrorResult error ? error.getErr() : Code.SYSTEMERROR.intValue();
        return rc == Code.NONODE.intValue() ? Reply.missing() : Reply.failed(failure(rc, path));
    }

    @Override
    public CompletableFuture<List<Optional<Stamp>>> write(List<Write> writes) {
        return answers.ask(future -> zooKeeper.multi(
                writes.stream().map(this::op).toList(),
                (rc, path, context, results) -> {
                    if (rc == Code.OK.intValue()) {
                        future.complete(results.stream().map(ZkSession::written).toList());
                    } else if (isUnclear(rc, results)) {
                        future.completeExceptionally(
                                answers.unclear(rc, writes.get(0).path()));
                    } else {
                        future.completeExceptionally(ZkFailures.of(Code.get(rc), writes, results));
                    }
                },
                null));
    }

    private Op op(Write write) {
        if (write instanceof Write.Create create) {
            return create.ephemeral() ? createEphemeral(create) : createPersistent(create);
        }
        if (write instanceof Write.Put put) {
            return Op.setData(put.path(), put.data(), put.version());
        }
        if (write instanceof Write.Delete delete) {
            return Op.delete(delete.path(), delete.version());
        }
        Write.Check check = (Write.Check) write;
        return Op.check(check.path(), check.version());
    }

    /** Returns an operation whose result contains the stat of the znode if the server is 3.9 or newer. */
    private Op createEphemeral(Write.Create create) {
        return Op.create(
                create.path(),
                create.data(),
                CreateOptions.newBuilder(aclFor(create.path()), CreateMode.EPHEMERAL)
                        .build());
    }

    private Op createPersistent(Write.Create create) {
        return Op.create(create.path(), create.data(), aclFor(create.path()), CreateMode.PERSISTENT);
    }

    private static Optional<Stamp> written(OpResult result) {
        if (result instanceof OpResult.CreateResult created) {
            return Optional.ofNullable(created.getStat()).map(ZkSession::stamp);
        }
        return result instanceof OpResult.SetDataResult set ? Optional.of(stamp(set.getStat())) : Optional.empty();
    }

    /** Returns the state of a znode as the engine takes it: Curator's containers belong to no session. */
    public static Stamp stamp(Stat stat) {
        long owner = stat.getEphemeralOwner();
        return new Stamp(
                stat.getCzxid(),
                stat.getMzxid(),
                stat.getVersion(),
                stat.getNumChildren(),
                stat.getCversion(),
                owner == EphemeralType.CONTAINER_EPHEMERAL_OWNER ? 0 : owner,
                stat.getCtime(),
                stat.getMtime());
    }

    @Override
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

    @Override
    public CompletableFuture<Void> delete(String path, int version) {
        return answers.ask(future -> zooKeeper.delete(path, version, (rc, p, context) -> done(future, rc, path), null));
    }

    @Override
    public CompletableFuture<Void> setData(String path, byte[] data, int version) {
        return answers.ask(future ->
                zooKeeper.setData(path, data, version, (rc, p, context, stat) -> done(future, rc, path), null));
    }

    @Override
    public CompletableFuture<Optional<Refusal>> prove(String path) {
        Moment sent = Moment.now();
        return answers.ask(future -> zooKeeper.multi(
                List.of(Op.check(path, Write.ANY_VERSION)),
                (rc, p, context, results) -> {
                    // An unclear one is asked again by whoever proves, and by nobody else.
                    Code code = ZkFailures.isUnclear(rc) ? Code.SYSTEMERROR : Code.get(rc);
                    if (code == Code.OK) {
                        future.complete(Optional.empty());
                    } else if (isCommitted(results) && REFUSED_CHECK.contains(code)) {
                        future.complete(Optional.of(ZkFailures.refusal(code)));
                    } else {
                        if (code == Code.CONNECTIONLOSS) {
                            proofs.lost(sent);
                        }
                        future.completeExceptionally(ZkFailures.of(code, path));
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

    @Override
    public CompletableFuture<Void> watch(String path, Watch watch) {
        return watch(path, AddWatchMode.PERSISTENT, WatcherType.Persistent, watch);
    }

    @Override
    public CompletableFuture<Void> watchTree(String path, Watch watch) {
        return watch(path, AddWatchMode.PERSISTENT_RECURSIVE, WatcherType.PersistentRecursive, watch);
    }

    private CompletableFuture<Void> watch(String path, AddWatchMode mode, WatcherType type, Watch watch) {
        StandingWatches.Standing standing = watches.begin(owner, path, type, watch);
        CompletableFuture<Void> added = answers.ask(
                future -> zooKeeper.addWatch(path, standing, mode, (rc, p, context) -> done(future, rc, path), null));
        return added.whenComplete((done, failure) -> standing.answered(failure == null));
    }

    @Override
    public CompletableFuture<Void> watchSince(long since, Map<String, Watch> watches) {
        if (!BulkWatches.isPossible()) {
            return Session.super.watchSince(since, watches);
        }
        Map<String, StandingWatches.Standing> entered = new HashMap<>();
        watches.forEach((path, watch) -> entered.put(path, this.watches.stand(owner, path, watch)));
        CompletableFuture<Void> set = answers.ask(
                future -> BulkWatches.set(zooKeeper, since, entered, (rc, path, context) -> done(future, rc, path)));
        if (unwatched) {
            watches.forEach(this::unwatch);
        }
        return set.thenCompose(done -> watchLost(since, entered))
                .exceptionallyCompose(failure -> Failures.isLoss(failure)
                        ? CompletableFuture.failedFuture(failure)
                        : Session.super.watchSince(since, watches));
    }

    /** Watches one by one what another user of the handle has taken out of its table meanwhile. */
    private CompletableFuture<Void> watchLost(long since, Map<String, StandingWatches.Standing> entered) {
        Map<String, Watch> lost = new HashMap<>();
        entered.forEach((path, standing) -> {
            if (standing.isExpected() && !BulkWatches.isEntered(zooKeeper, path, standing)) {
                lost.put(path, standing.watch());
            }
        });
        return lost.isEmpty() ? CompletableFuture.completedFuture(null) : Session.super.watchSince(since, lost);
    }

    @Override
    public void unwatch(String path, Watch watch) {
        watches.remove(path, watch);
    }

    /** Removes all watches of the owner, and every later one; for a handle that stays in use. */
    public void unwatchAll() {
        unwatched = true;
        watches.removeAll(owner);
    }

    @Override
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
        return ZkFailures.isUnclear(rc)
                || (results != null
                        && results.stream()
                                .anyMatch(result -> result instanceof OpResult.ErrorResult error
                                        && ZkFailures.isUnclear(error.getErr())));
    }

    /** Returns the failure for a result code. */
    private Exception failure(int rc, String path) {
        return ZkFailures.isUnclear(rc) || rc == Code.OK.intValue()
                ? answers.unclear(rc, path)
                : ZkFailures.of(Code.get(rc), path);
    }

    /** The ACL of a znode: its entries and its version. */
    public record Acl(List<ACL> entries, int version) {}
}
