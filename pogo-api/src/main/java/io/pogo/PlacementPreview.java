package io.pogo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The moves of children that would follow if some members left and others joined, up to the end of the rebalancing.
 * A preview changes nothing. Events in between (other children started, nodes that fail) are not predicted.
 * Only effects of the change are shown, not a child that is paused, completed or without a place already, or that moves
 * in the same way without the change.
 *
 * @param moves the children that would finally be on another node because of the change, by id
 * @param pending the children that would have no place because of the change, with the reason, by id
 */
public record PlacementPreview(List<Move> moves, Map<String, String> pending) {
    /**
     * A child that would be on another node.
     *
     * @param childId the child
     * @param from the node that has it now, or null
     * @param to the node that would have it
     * @param reason the reason with which it would be started there
     */
    public record Move(String childId, @Nullable String from, String to, StartReason reason) {
        @Override
        public String toString() {
            return childId + ": " + (from == null ? "" : from + " ") + "-> " + to + " (" + reason + ")";
        }
    }

    /**
     * Copies the list and the map.
     *
     * @param moves the moves, copied
     * @param pending the children without a place, copied in their order
     */
    public PlacementPreview {
        moves = List.copyOf(moves);
        pending = Collections.unmodifiableMap(new LinkedHashMap<>(pending));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(moves.size() + " moves, " + pending.size() + " without a place");
        moves.forEach(move -> text.append("\n  ").append(move));
        pending.forEach(
                (id, reason) -> text.append("\n  ").append(id).append(": ").append(reason));
        return text.toString();
    }
}
