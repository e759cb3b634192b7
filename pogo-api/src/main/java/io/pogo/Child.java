package io.pogo;

/**
 * A long-running task: one run of it, from start to end. Use {@link StartStopChild} for something that has threads of
 * its own and is merely started and stopped.
 *
 * <pre>{@code
 * Child poller = context -> {
 *     do {
 *         poll(context.argument("url"));
 *     } while (!context.awaitStop(Duration.ofSeconds(1)));
 * };
 * }</pre>
 *
 * The {@link ChildFactory} is asked for a new instance for each run.
 */
@FunctionalInterface
public interface Child {
    /**
     * Does the work, on a thread of the child's own. Returning is a normal exit, an exception is a crash, and an
     * interrupt (or {@link ChildContext#isStopRequested()}) means that the child is asked to stop: it then has its
     * spec's shutdown time to return, by default 5 seconds, and no other node runs it before it has returned.
     *
     * @param context the child's identity and arguments, and the methods to wait and to notice a stop
     * @throws Exception if the work failed; the child's {@link Restart} type decides what happens then
     */
    void run(ChildContext context) throws Exception;
}
