package io.pogo.zk;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.Service;
import io.pogo.ChildContext;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;

/**
 * Runs a Guava {@link Service} as a child, without spending a thread on it.
 *
 * <pre>{@code
 * builder.childType("consumer", context -> GuavaServices.child(new ConsumerService(context.argument("topic"))));
 * }</pre>
 *
 * The child runs when the service is running; a service that terminates by itself is a normal exit, one that fails a
 * crash.
 */
public final class GuavaServices {
    private GuavaServices() {}

    /**
     * Adapts a service.
     *
     * @param service a new service; it is started once
     * @return the child
     */
    public static StartStopChild child(Service service) {
        return new ServiceChild(service);
    }

    private record ServiceChild(Service service) implements StartStopChild {
        @Override
        public void start(ChildContext context, ExitSignal exit) {
            service.startAsync().awaitRunning();
            service.addListener(
                    new Service.Listener() {
                        @Override
                        public void terminated(Service.State from) {
                            exit.completed();
                        }

                        @Override
                        public void failed(Service.State from, Throwable failure) {
                            exit.crashed(failure);
                        }
                    },
                    MoreExecutors.directExecutor());
            // It may have ended before the listener was there; the first signal counts.
            if (service.state() == Service.State.TERMINATED) {
                exit.completed();
            } else if (service.state() == Service.State.FAILED) {
                exit.crashed(service.failureCause());
            }
        }

        @Override
        public void stop() {
            if (service.state() != Service.State.FAILED) {
                service.stopAsync().awaitTerminated();
            }
        }
    }
}
