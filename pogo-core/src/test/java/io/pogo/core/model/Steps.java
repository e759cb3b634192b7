package io.pogo.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects what may happen in one state. */
final class Steps {
    private final World from;
    private final boolean onlyProgress;
    private final Canonical canonical;
    private final List<Step> steps = new ArrayList<>();

    Steps(World from, boolean onlyProgress, Canonical canonical) {
        this.from = from;
        this.onlyProgress = onlyProgress;
        this.canonical = canonical;
    }

    World from() {
        return from;
    }

    /** It will happen if nothing else does. */
    void will(String name, int node, int child, Consumer<World> change) {
        add(name, node, child, true, change);
    }

    /** It may happen or not. */
    void may(String name, int node, int child, Consumer<World> change) {
        if (!onlyProgress) {
            add(name, node, child, false, change);
        }
    }

    List<Step> list() {
        return steps;
    }

    private void add(String name, int node, int child, boolean progress, Consumer<World> change) {
        World next = from.copy();
        change.accept(next);
        steps.add(new Step(name, node, child, progress, canonical.apply(next)));
    }
}
