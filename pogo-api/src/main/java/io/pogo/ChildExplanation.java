package io.pogo;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a child's placement: the node that has it, the reason, the obstacle on each other node, and the
 * condition that it waits for. The text is meant for people: print it. Use {@link ChildInfo} if only the state is of
 * interest.
 *
 * <pre>
 * monitor-1 is RUNNING on a
 *   why: it is well placed
 *   not on b: lacks label zone=eu (has zone=us)
 *   not on c: full: 5 of 5 children
 * </pre>
 *
 * @param id the child's id
 * @param state the child's state
 * @param node the node that has the child or that it is assigned to, as a listing shows it, or null
 * @param why the reason why the child is there, or why no node has it
 * @param elsewhere the reason why the child is not on each other node, by node id and in the order of the ids
 * @param waitsFor the condition that the child waits for, or null
 * @param transitions the known history of the child, the oldest entry first
 */
public record ChildExplanation(
        String id,
        ChildState state,
        @Nullable String node,
        String why,
        Map<String, String> elsewhere,
        @Nullable String waitsFor,
        List<Transition> transitions) {
    /**
     * An entry in the history of a child.
     *
     * @param at the time
     * @param what the event, as text
     */
    public record Transition(Instant at, String what) {}

    /**
     * Copies the map and the list.
     *
     * @param id the child's id
     * @param state the child's state
     * @param node the child's node
     * @param why the reason why the child is there
     * @param elsewhere the reasons why the child is not elsewhere, copied in their order
     * @param waitsFor the condition that the child waits for
     * @param transitions the history, copied
     */
    public ChildExplanation {
        elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
        transitions = List.copyOf(transitions);
    }

    /**
     * Returns this explanation with the state and the history that are only known from ZooKeeper.
     *
     * @param state the child's state
     * @param transitions the child's history
     * @return the explanation
     */
    public ChildExplanation with(ChildState state, List<Transition> transitions) {
        return new ChildExplanation(id, state, node, why, elsewhere, waitsFor, transitions);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(id).append(" is ").append(state);
        text.append(node == null ? "" : " on " + node);
        text.append("\n  why: ").append(why);
        if (waitsFor != null) {
            text.append("\n  waits for: ").append(waitsFor);
        }
        elsewhere.forEach((other, reason) ->
                text.append("\n  not on ").append(other).append(": ").append(reason));
        transitions.forEach(t -> text.append("\n  ").append(t.at()).append(' ').append(t.what()));
        return text.toString();
    }
}
