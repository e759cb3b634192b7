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
 * The services that all children of one session share.
 *
 * @param loop the thread that owns the children
 * @param scope the name of the scope
 * @param nodeId the id of this node
 * @param logPrefix the prefix of each log line: scope and node
 * @param threads starts the threads of the children
 * @param guard lets children run while this node's lease holds
 * @param factories the factories of the child types that this node offers, by type
 * @param locks creates the locks of the children
 * @param starts the gate through which children are started
 * @param grace the time in which a child whose lock was lost with the session must stop before another node may start
 *     it
 * @param specs reads and writes the specs of the children
 * @param checkpoints reads and writes the checkpoints of the children
 * @param onStuckWithoutLock called when a child is stuck and its lock is lost
 * @param failures writes the failure records of the children
 * @param events notifies the listeners
 * @param runs logs that children run
 * @param failedStops logs that children failed after they were asked to stop
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
        BurstLog failedStops,
        Map<String, ChildInfo> listing) {}
