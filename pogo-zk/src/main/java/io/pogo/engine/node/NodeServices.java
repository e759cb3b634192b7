package io.pogo.engine.node;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.events.Events;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.run.ChildThreads;
import io.pogo.engine.run.GuardedStay;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the children of one session share.
 *
 * @param loop the thread that owns them
 * @param scope the scope
 * @param nodeId this node
 * @param logPrefix begins each log line: scope and node
 * @param threads starts the children's threads
 * @param guard lets children run while our lease holds
 * @param factories what this node can run
 * @param locks makes their locks
 * @param starts what they are started through
 * @param grace how long a child whose lock went with the session may take to stop before another node may start it
 * @param specs reads and writes their specs
 * @param checkpoints reads and writes their checkpoints
 * @param onStuckWithoutLock what to do when a child is stuck and its lock is lost
 * @param failures writes their failure records
 * @param events tells the listeners
 * @param runs logs that children run
 * @param losses logs that children lost their locks while the session goes on
 * @param listing the children of this node, for readers on any thread
 */
public record NodeServices(
        EventLoop loop,
        String scope,
        String nodeId,
        String logPrefix,
        ChildThreads threads,
        GuardedStay guard,
        Map<String, ChildFactory> factories,
        ChildLock.Factory locks,
        Gate starts,
        Supplier<Duration> grace,
        SpecOwner specs,
        Checkpoints checkpoints,
        Runnable onStuckWithoutLock,
        FailureLog failures,
        Events events,
        BurstLog runs,
        BurstLog losses,
        Map<String, ChildInfo> listing) {}
