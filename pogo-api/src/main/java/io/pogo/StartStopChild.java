package io.pogo;

import java.util.concurrent.Callable;

/**
 * A child that has its own threads, or none, and only needs to be started and stopped: a server, a scheduler, a
 * consumer. It costs no thread while it runs. Use {@link Child} for a task that is a loop.
 *
 * <pre>{@code
 * builder.childType("listener", context -> StartStopChild.of(() -> new Listener(context.argument("port"))));
 * }</pre>
 */
public interface StartStopChild extends Child {
    /**
     * Starts the child; it counts as running when this returns. Called on a thread that is the child's only for this
     * call.
     *
     * @param context the child's identity and arguments; valid for the whole run
     * @param exit the signal to call if the child ends by itself later
     * @throws Exception if it could not be started: a crash
     */
    void start(ChildContext context, ExitSignal exit) throws Exception;

    /**
     * Stops the child; the run is over when this returns, so return only when nothing of it is active any more. Called
     * once after a successful {@link #start}, also after the child has signalled its own end. The method has the spec's
     * shutdown time to return.
     *
     * @throws Exception if something went wrong while stopping; it is logged and the run counts as ended
     */
    void stop() throws Exception;

    /**
     * Throws {@link UnsupportedOperationException}: Pogo does not call it, it calls {@link #start} and {@link #stop}.
     *
     * @param context ignored
     */
    @Override
    default void run(ChildContext context) {
        throw new UnsupportedOperationException("a StartStopChild is started and stopped, not run");
    }

    /**
     * Returns a child that opens a resource as its start and closes it as its stop.
     *
     * @param opener creates the resource, already at work
     * @return the child
     */
    static StartStopChild of(Callable<? extends AutoCloseable> opener) {
        return new CloseableChild(opener);
    }
}
