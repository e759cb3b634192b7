package io.pogo;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The values of a {@link ChildSpec} that is being built. Each value is checked when it is set, and only then, because a
 * stored spec is built in several steps each time that it is read.
 */
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
        this.id = SpecRules.name("child id", id);
        this.type = SpecRules.name("child type", type);
    }

    SpecDraft(ChildSpec spec) {
        id = spec.id();
        type = spec.type();
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

    void arguments(Map<String, String> values) {
        arguments = SpecRules.arguments(id, values);
    }

    void restart(Restart value) {
        restart = Objects.requireNonNull(value, "restart");
    }

    void maxRestarts(int number, Duration within) {
        maxRestarts = SpecRules.maxRestarts(id, number);
        period = SpecRules.duration(id, "period", within, Duration.ofMillis(1));
    }

    void shutdown(Duration value) {
        shutdown = SpecRules.duration(id, "shutdown", value, Duration.ZERO);
    }

    void keepCompleted(boolean value) {
        keepCompleted = value;
    }

    void requiredLabels(Map<String, String> labels) {
        requiredLabels = SpecRules.labels("child \"" + id + "\"", labels);
    }

    void weight(int value) {
        weight = SpecRules.weight(id, value);
    }

    void spread(String group) {
        spreadGroup = Optional.of(SpecRules.name("spread group of child \"" + id + "\"", group));
        spreadLabel = Optional.empty();
    }

    void spread(String group, String label) {
        spread(group);
        spreadLabel = Optional.of(SpecRules.name("spread label of child \"" + id + "\"", label));
    }
}
