package io.pogo;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a child is, why it is there and not elsewhere, and what it waits for. Made to be read by people: print it. Use
 * {@link ChildInfo} where only the state is of interest.
 *
 * <pre>
 * monitor-1 is RUNNING on a
 *   why: it is well placed
 *   not on b: lacks label zone=eu (has zone=us)
 *   not on c: full: 5 of 5 children
 * </pre>
 *
 * @param id the child's id
 * @param state where it stands
 * @param node the node that has it or was given it, as a listing shows it, or null
 * @param why why it is there, or why it is nowhere
 * @param elsewhere for each other node the reason why it is not there, in the order of their ids
 * @param waitsFor what it waits for, or null
 * @param transitions what is known of what happened to it, the oldest first
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
     * Something that happened to a child.
     *
     * @param at when
     * @param what what happened
     */
    public record Transition(Instant at, String what) {}

    /**
     * Copies the map and the list.
     *
     * @param id the child's id
     * @param state where it stands
     * @param node its node
     * @param why why it is there
     * @param elsewhere why not elsewhere, copied in its order
     * @param waitsFor what it waits for
     * @param transitions what happened, copied
     */
    public ChildExplanation {
        elsewhere = Collections.unmodifiableMap(new LinkedHashMap<>(elsewhere));
        transitions = List.copyOf(transitions);
    }

    /**
     * The same, with what only ZooKeeper knows.
     *
     * @param state where the child stands
     * @param transitions what happened to it
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
