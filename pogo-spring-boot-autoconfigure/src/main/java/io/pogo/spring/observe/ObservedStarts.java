package io.pogo.spring.observe;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.pogo.ChildEvent;
import io.pogo.SupervisorListener;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes each start, move and takeover of a child an observation, {@value #NAME}: from the time at which the child is
 * given to this node until it runs here. The key {@code reason} says which it is.
 */
public final class ObservedStarts implements SupervisorListener {
    /** The name of the observations. */
    public static final String NAME = "pogo.child.start";

    private final String scope;
    private final ObservationRegistry registry;
    private final Map<String, Observation> underWay = new HashMap<>();

    /**
     * Creates a listener for one node.
     *
     * @param scope the scope of the node
     * @param registry the application's registry
     */
    public ObservedStarts(String scope, ObservationRegistry registry) {
        this.scope = scope;
        this.registry = registry;
    }

    @Override
    public synchronized void onChild(ChildEvent event) {
        switch (event.type()) {
            case ASSIGNED -> {
                end(event);
                underWay.put(event.childId(), begin(event));
            }
            case STARTED, RELEASED -> end(event);
            case CRASHED -> {
                Observation observation = underWay.get(event.childId());
                if (observation != null) {
                    observation.error(new IllegalStateException(String.valueOf(event.detail())));
                }
            }
            default -> {}
        }
    }

    private Observation begin(ChildEvent event) {
        String reason = String.valueOf(event.detail()).toLowerCase(Locale.ROOT);
        return Observation.createNotStarted(NAME, registry)
                .contextualName("start of a child, " + reason)
                .lowCardinalityKeyValues(KeyValues.of("scope", scope, "node", event.nodeId(), "reason", reason))
                .highCardinalityKeyValue("child", event.childId())
                .start();
    }

    private void end(ChildEvent event) {
        Observation observation = underWay.remove(event.childId());
        if (observation != null) {
            observation.stop();
        }
    }
}
