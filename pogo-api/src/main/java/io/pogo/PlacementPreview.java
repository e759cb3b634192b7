package io.pogo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which children would move where if some members left and others joined, rebalancing included to its end. Nothing was
 * changed to find out. What happens in between (other children started, nodes that fail) is not foreseen. Only effects
 * of the change are shown: a child that is paused, completed or without a place already, or that moves in the same way
 * without the change, is not.
 *
 * @param moves the children that would be elsewhere in the end because of the change, by id
 * @param pending the children that would have no place because of the change, with the reason, by id
 */
public record PlacementPreview(List<Move> moves, Map<String, String> pending) {
    /**
     * A child that would be elsewhere.
     *
     * @param childId the child
     * @param from the node that has it now, or null
     * @param to the node that would have it
     * @param reason as what it would be started there
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
