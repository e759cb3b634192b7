package io.pogo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The values of a {@link ChildSpec} that is being made; it is checked when it becomes one. */
final class SpecDraft {
    final String id;
    final String type;
    Map<String, String> arguments = Map.of();
    Restart restart = Restart.PERMANENT;
    int maxRestarts = ChildSpec.DEFAULT_MAX_RESTARTS;
    Duration period = ChildSpec.DEFAULT_PERIOD;
    Duration shutdown = ChildSpec.DEFAULT_SHUTDOWN;
    boolean keepCompleted;
    Map<String, String> requiredLabels = Map.of();
    int weight = 1;
    Optional<String> spreadGroup = Optional.empty();
    Optional<String> spreadLabel = Optional.empty();

    SpecDraft(String id, String type) {
        this.id = id;
        this.type = type;
    }

    SpecDraft(ChildSpec spec) {
        this(spec.id(), spec.type());
        arguments = spec.arguments();
        restart = spec.restart();
        maxRestarts = spec.maxRestarts();
        period = spec.period();
        shutdown = spec.shutdown();
        keepCompleted = spec.keepCompleted();
        requiredLabels = spec.requiredLabels();
        weight = spec.weight();
        spreadGroup = spec.spreadGroup();
        spreadLabel = spec.spreadLabel();
    }
}
