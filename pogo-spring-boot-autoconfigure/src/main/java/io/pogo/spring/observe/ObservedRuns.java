package io.pogo.spring.observe;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildFactory;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes each run of a child an observation, {@value #NAME}, from its begin to its end, with the error if it crashed. It
 * is the current one on the child's thread, so that what the child does belongs to it in a trace.
 *
 * @param scope the scope of the node
 * @param registry the application's registry
 */
public record ObservedRuns(String scope, ObservationRegistry registry) {
    /** The name of the observations. */
    public static final String NAME = "pogo.child.run";

    /** Returns factories of the same children, observed. */
    public Map<String, ChildFactory> of(Map<String, ChildFactory> types) {
        Map<String, ChildFactory> observed = new TreeMap<>();
        types.forEach((type, factory) -> observed.put(type, context -> observed(type, context, factory)));
        return observed;
    }

    private Child observed(String type, ChildContext context, ChildFactory factory) throws Exception {
        Child child = factory.create(context);
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName("run " + type)
                .lowCardinalityKeyValues(KeyValues.of("scope", scope, "node", context.nodeId(), "type", type)
                        .and("reason", context.startReason().name().toLowerCase(Locale.ROOT)))
                .highCardinalityKeyValue("child", context.childId())
                .highCardinalityKeyValue("token", "0x" + Long.toHexString(context.fencingToken()))
                .highCardinalityKeyValue("run", Integer.toString(context.incarnation()));
        return child instanceof StartStopChild service
                ? new Service(service, observation)
                : new Loop(child, observation);
    }

    private record Loop(Child child, Observation observation) implements Child {
        @Override
        @SuppressWarnings("try") // the scope only has to be closed
        public void run(ChildContext context) throws Exception {
            observation.start();
            try (Observation.Scope current = observation.openScope()) {
                child.run(context);
            } catch (Throwable failure) {
                if (!context.isStopRequested()) {
                    observation.error(failure);
                }
                throw failure;
            } finally {
                observation.stop();
            }
        }
    }

    private record Service(StartStopChild child, Observation observation) implements StartStopChild {
        @Override
        @SuppressWarnings("try") // the scope only has to be closed
        public void start(ChildContext context, ExitSignal exit) throws Exception {
            observation.start();
            try (Observation.Scope current = observation.openScope()) {
                child.start(context, new Exit(exit, observation));
            } catch (Throwable failure) {
                observation.error(failure).stop();
                throw failure;
            }
        }

        @Override
        public void stop() throws Exception {
            try {
                child.stop();
            } finally {
                observation.stop();
            }
        }
    }

    private record Exit(ExitSignal signal, Observation observation) implements ExitSignal {
        @Override
        public void completed() {
            signal.completed();
        }

        @Override
        public void crashed(Throwable cause) {
            observation.error(cause);
            signal.crashed(cause);
        }
    }
}
