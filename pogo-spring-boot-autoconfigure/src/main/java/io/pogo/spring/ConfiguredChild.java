package io.pogo.spring;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The spec of a child, as the properties have it.
 *
 * @param id Id of the child, unique in the scope.
 * @param type Child type. Default: the id.
 * @param arguments Arguments of the child.
 * @param restart Exits after which the child is run again.
 * @param maxRestarts Restarts that a node tolerates within the period.
 * @param period Time over which restarts are counted.
 * @param shutdown Time that the child may take to stop.
 * @param labels Labels that a node must have to run the child.
 * @param weight Part of its node's capacity that the child takes.
 * @param spreadGroup Group of children that go to different nodes.
 * @param spreadLabel Label of nodes over whose values the group is spread.
 * @param keepCompleted Whether the spec is kept when the child's work is done.
 */
public record ConfiguredChild(
        @Nullable String id,
        @Nullable String type,
        @DefaultValue Map<String, String> arguments,
        @DefaultValue("permanent") Restart restart,
        @DefaultValue("3") int maxRestarts,
        @DefaultValue("5s") Duration period,
        @DefaultValue("5s") Duration shutdown,
        @DefaultValue Map<String, String> labels,
        @DefaultValue("1") int weight,
        @Nullable String spreadGroup,
        @Nullable String spreadLabel,
        @DefaultValue("false") boolean keepCompleted) {

    /**
     * Returns the spec.
     *
     * @return the spec
     * @throws IllegalArgumentException if the id is missing or a rule of {@link ChildSpec} is broken
     */
    ChildSpec spec() {
        if (id == null) {
            throw new IllegalArgumentException("a child in pogo.children has no id; give it one");
        }
        ChildSpec spec = ChildSpec.of(id, type == null ? id : type)
                .withArguments(arguments)
                .withRestart(restart)
                .withMaxRestarts(maxRestarts, period)
                .withShutdown(shutdown)
                .withRequiredLabels(labels)
                .withWeight(weight)
                .withKeepCompleted(keepCompleted);
        return spreadGroup == null ? spec : spread(spec, spreadGroup);
    }

    private ChildSpec spread(ChildSpec spec, String group) {
        return spreadLabel == null ? spec.withSpreadGroup(group) : spec.withSpreadGroup(group, spreadLabel);
    }
}
