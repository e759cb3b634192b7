package io.pogo.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits every state that can be reached, the nearest first, so that a counterexample is as short as it can be. */
final class Explorer {
    /** What was found; the states are all that there are if no rule was broken. */
    record Outcome(StateSet states, @Nullable Rule broken, List<String> trace) {}

    private final Model model;
    private final Rules rules;

    Explorer(Bounds bounds, EnumSet<Rule> rules) {
        this.model = new Model(bounds);
        this.rules = new Rules(rules);
    }

    Outcome explore() {
        World initial = model.initial();
        StateSet states = new StateSet(initial.cells().length);
        states.add(initial, -1);
        for (int index = 0; index < states.size(); index++) {
            for (Step step : model.next(states.get(index))) {
                if (states.add(step.world(), index)) {
                    Rule broken = rules.broken(step.world());
                    if (broken != null) {
                        return new Outcome(states, broken, trace(states, states.size() - 1));
                    }
                }
            }
        }
        return new Outcome(states, null, List.of());
    }

    /** How a state is reached. */
    List<String> trace(StateSet states, int index) {
        List<String> trace = new ArrayList<>();
        for (int at = index; states.parent(at) >= 0; at = states.parent(at)) {
            World reached = states.get(at);
            trace.add(model.next(states.get(states.parent(at))).stream()
                    .filter(step -> Arrays.equals(step.world().cells(), reached.cells()))
                    .map(Step::toString)
                    .findFirst()
                    .orElseThrow());
        }
        Collections.reverse(trace);
        return trace;
    }

    Model model() {
        return model;
    }
}
