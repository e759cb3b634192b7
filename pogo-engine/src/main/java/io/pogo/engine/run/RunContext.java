package io.pogo.engine.run;

import io.pogo.Checkpoint;
import io.pogo.ChildContext;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.Map;

/** The context that one run passes to its child. */
public final class RunContext implements ChildContext {
    /**
     * The constant facts of one run.
     *
     * @param childId the child
     * @param arguments the child's arguments
     * @param nodeId this node
     * @param fencingToken the token of the child's lock
     * @param incarnation the number of the run under that token, from 1
     * @param startReason the reason of the start
     */
    public record Facts(
            String childId,
            Map<String, String> arguments,
            String nodeId,
            long fencingToken,
            int incarnation,
            StartReason startReason) {}

    private final Facts facts;
    private final Checkpoint checkpoint;
    private final ChildMdc mdc;
    private final StopSignal stop = new StopSignal();

    public RunContext(String scope, Facts facts, Checkpoint checkpoint) {
        this.facts = facts;
        this.mdc = new ChildMdc(scope, facts);
        this.checkpoint = checkpoint;
    }

    StopSignal stop() {
        return stop;
    }

    /** Returns the MDC entries of this run. */
    ChildMdc mdc() {
        return mdc;
    }

    @Override
    public String childId() {
        return facts.childId();
    }

    @Override
    public Map<String, String> arguments() {
        return facts.arguments();
    }

    @Override
    public String nodeId() {
        return facts.nodeId();
    }

    @Override
    public long fencingToken() {
        return facts.fencingToken();
    }

    @Override
    public int incarnation() {
        return facts.incarnation();
    }

    @Override
    public StartReason startReason() {
        return facts.startReason();
    }

    @Override
    public boolean isStopRequested() {
        return stop.isRequested();
    }

    @Override
    public boolean awaitStop(Duration time) throws InterruptedException {
        return stop.await(time);
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
