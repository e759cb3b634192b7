package io.pogo.core;

import java.util.List;
import java.util.stream.Stream;

/** A way through {@link ChildLifecycle}, from WAITING on, with what is expected at each step. */
record LifecycleScenario(String name, List<Step> steps) {
    /** A signal, the phase that it must lead to and what must be done. */
    record Step(ChildSignal signal, ChildPhase to, List<ChildAction> actions) {}

    static LifecycleScenario of(String name) {
        return new LifecycleScenario(name, List.of());
    }

    LifecycleScenario on(ChildSignal signal, ChildPhase to, ChildAction... actions) {
        Step step = new Step(signal, to, List.of(actions));
        return new LifecycleScenario(
                name, Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
