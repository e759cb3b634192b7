package io.pogo.testkit;

import io.pogo.Checkpoint;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A context for the unit test of a child: no node, no thread, no waiting. {@link #awaitStop} returns at once, as if the
 * time had passed, and asks the child to stop when the test has said.
 *
 * <pre>{@code
 * TestChildContext context = TestChildContext.of("feed-7").withArgument("url", "x").stopAfterWaits(3);
 * new Feed().run(context);
 * assertThat(context.waited()).isEqualTo(Duration.ofSeconds(2));
 * assertThat(context.checkpoint().load()).isPresent();
 * }</pre>
 *
 * <p>The methods that begin with {@code with} or {@code stopAfter} return another context, with nothing of the state of
 * this one. A child that waits 10,000 times without being asked to stop, or goes on for as long after it was asked,
 * fails with an {@link IllegalStateException}, so that a test does not hang. All methods may be called from any thread.
 */
public final class TestChildContext implements ChildContext {
    private static final int MOST_WAITS = 10_000;
    private static final int NEVER = Integer.MAX_VALUE;

    private final Setup setup;
    private final TestCheckpoint checkpoint;
    private Duration waited = Duration.ZERO;
    private int waits;
    private int waitsAfterStop;
    private boolean stopRequested;

    private TestChildContext(Setup setup) {
        this.setup = setup;
        this.checkpoint = new TestCheckpoint(setup.spec.id(), setup.saved);
        this.stopRequested = setup.stopAfterWaits == 0;
    }

    /**
     * Returns the context of the first run of a child: node {@code test-node}, token 1, incarnation 1, no arguments, no
     * checkpoint, and no request to stop.
     *
     * @param childId the id, under the rules of {@link ChildSpec}
     * @return a context
     * @throws IllegalArgumentException if the id breaks the rules
     */
    public static TestChildContext of(String childId) {
        return of(ChildSpec.of(childId, "test"));
    }

    /**
     * Returns the context of the first run of a child with the id and the arguments of a spec.
     *
     * @param spec the spec
     * @return a context
     */
    public static TestChildContext of(ChildSpec spec) {
        return new TestChildContext(new Setup(Objects.requireNonNull(spec, "spec")));
    }

    /**
     * Returns a context with one more argument.
     *
     * @param name the argument's name
     * @param value the argument's value
     * @return another context
     */
    public TestChildContext withArgument(String name, String value) {
        return with(changed -> changed.spec = changed.spec.withArgument(name, value));
    }

    /**
     * Returns a context of a run on a node with this id.
     *
     * @param nodeId the node's id
     * @return another context
     */
    public TestChildContext withNodeId(String nodeId) {
        Objects.requireNonNull(nodeId, "nodeId");
        return with(changed -> changed.nodeId = nodeId);
    }

    /**
     * Returns a context of a run under this fencing token.
     *
     * @param fencingToken 1 or more
     * @return another context
     */
    public TestChildContext withToken(long fencingToken) {
        if (fencingToken < 1) {
            throw new IllegalArgumentException("the token is " + fencingToken + "; it must be 1 or more");
        }
        return with(changed -> changed.fencingToken = fencingToken);
    }

    /**
     * Returns a context of a later run.
     *
     * @param startReason the reason why the child is run now
     * @param incarnation the number of times that this owner has run it, this run included; 1 or more
     * @return another context
     */
    public TestChildContext withStart(StartReason startReason, int incarnation) {
        Objects.requireNonNull(startReason, "startReason");
        if (incarnation < 1) {
            throw new IllegalArgumentException("the incarnation is " + incarnation + "; it must be 1 or more");
        }
        return with(changed -> {
            changed.startReason = startReason;
            changed.incarnation = incarnation;
        });
    }

    /**
     * Returns a context whose checkpoint was saved by an earlier run.
     *
     * @param data the data, at most {@link Checkpoint#MAX_BYTES}; copied
     * @return another context
     */
    public TestChildContext withCheckpoint(byte[] data) {
        byte[] copy = TestCheckpoint.checked(setup.spec.id(), data);
        return with(changed -> changed.saved = copy);
    }

    /**
     * Returns a context that asks the child to stop during a wait: with 3, two waits pass in full and the third returns
     * true at once.
     *
     * @param waits the number of the wait, from 1; with 0 the child is asked to stop before it begins
     * @return another context
     */
    public TestChildContext stopAfterWaits(int waits) {
        if (waits < 0) {
            throw new IllegalArgumentException("waits is " + waits + "; it must be 0 or more");
        }
        return with(changed -> changed.stopAfterWaits = waits);
    }

    /**
     * Returns a context that asks the child to stop when it has waited for this time in total.
     *
     * @param time the sum of the times that the child waits, above zero
     * @return another context
     */
    public TestChildContext stopAfter(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the time is " + time + "; it must be above zero");
        }
        return with(changed -> changed.stopAfter = time);
    }

    private TestChildContext with(Consumer<Setup> change) {
        Setup changed = new Setup(setup);
        change.accept(changed);
        return new TestChildContext(changed);
    }

    /** Asks the child to stop, from now on. */
    public synchronized void requestStop() {
        stopRequested = true;
    }

    /** Gives the child another owner: from now on its saves are refused, as those of a stale owner are. */
    public void replaceOwner() {
        checkpoint.refuse();
    }

    /**
     * Returns the number of waits.
     *
     * @return the number of calls of {@link #awaitStop}
     */
    public synchronized int waits() {
        return waits;
    }

    /**
     * Returns the time that the child would have waited.
     *
     * @return the sum of the waits
     */
    public synchronized Duration waited() {
        return waited;
    }

    @Override
    public String childId() {
        return setup.spec.id();
    }

    @Override
    public Map<String, String> arguments() {
        return setup.spec.arguments();
    }

    @Override
    public String nodeId() {
        return setup.nodeId;
    }

    @Override
    public long fencingToken() {
        return setup.fencingToken;
    }

    @Override
    public int incarnation() {
        return setup.incarnation;
    }

    @Override
    public StartReason startReason() {
        return setup.startReason;
    }

    @Override
    public synchronized boolean isStopRequested() {
        return stopRequested;
    }

    /** Returns at once; the time counts as passed, up to the request to stop. */
    @Override
    public synchronized boolean awaitStop(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the test has interrupted the child");
        }
        waits++;
        boolean wasRequested = stopRequested;
        if (!wasRequested) {
            pass(time.isNegative() ? Duration.ZERO : time);
        }
        failIfEndless(wasRequested);
        return stopRequested;
    }

    private void pass(Duration time) {
        if (waits >= setup.stopAfterWaits) {
            stopRequested = true;
        } else if (time.compareTo(setup.stopAfter.minus(waited)) >= 0) {
            stopRequested = true;
            waited = setup.stopAfter;
        } else {
            waited = waited.plus(time);
        }
    }

    private void failIfEndless(boolean wasRequested) {
        if (wasRequested) {
            waitsAfterStop++;
        }
        if (waitsAfterStop >= MOST_WAITS) {
            throw new IllegalStateException("child " + childId() + " was asked to stop and has waited " + waitsAfterStop
                    + " times since; let run return when awaitStop returns true");
        }
        if (!stopRequested && waits >= MOST_WAITS) {
            throw new IllegalStateException("child " + childId() + " has waited " + waits
                    + " times and was not asked to stop; call stopAfterWaits or stopAfter");
        }
    }

    /** Returns a checkpoint in memory, for this context alone. */
    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public String toString() {
        return "TestChildContext[" + setup.spec.id() + " on " + setup.nodeId + ", token " + setup.fencingToken + "]";
    }

    /** The facts that the test has set. */
    private static final class Setup {
        private ChildSpec spec;
        private String nodeId = "test-node";
        private long fencingToken = 1;
        private int incarnation = 1;
        private StartReason startReason = StartReason.FIRST_START;
        private int stopAfterWaits = NEVER;
        private Duration stopAfter = Duration.ofSeconds(Long.MAX_VALUE);
        private byte[] saved = TestCheckpoint.NOTHING;

        Setup(ChildSpec spec) {
            this.spec = spec;
        }

        Setup(Setup other) {
            this.spec = other.spec;
            this.nodeId = other.nodeId;
            this.fencingToken = other.fencingToken;
            this.incarnation = other.incarnation;
            this.startReason = other.startReason;
            this.stopAfterWaits = other.stopAfterWaits;
            this.stopAfter = other.stopAfter;
            this.saved = other.saved;
        }
    }
}
