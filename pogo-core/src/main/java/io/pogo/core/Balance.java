package io.pogo.core;

import io.pogo.StartReason;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The third step: while a child makes its node fuller than it would make another, it is moved there, from the fullest node that
 * can give one to the least full that can take it. Each move makes the fuller of the two less full, so it comes to an end; and no
 * child is moved twice.
 */
final class Balance {
    private final List<NodeLoad> nodes;
    private final Draft draft;
    private final Map<String, Set<String>> movableTypes = new HashMap<>();

    /** A child, and where it goes. */
    private record Move(NodeLoad from, NodeLoad to, Case child) {}

    Balance(Loads loads, Draft draft) {
        this.nodes = loads.active();
        this.draft = draft;
    }

    boolean isNeeded() {
        return next().isPresent();
    }

    void run(int mostMoves) {
        for (int moves = 0; moves < mostMoves; moves++) {
            Optional<Move> move = next();
            if (move.isEmpty()) {
                return;
            }
            carryOut(move.get());
        }
    }

    private Optional<Move> next() {
        List<NodeLoad> givers = nodes.stream()
                .sorted(Collections.reverseOrder(NodeLoad::compare))
                .toList();
        List<NodeLoad> takers = nodes.stream()
                .filter(NodeLoad::hasRoom)
                .sorted(NodeLoad::compareAfterTaking)
                .toList();
        return givers.stream()
                .map(giver -> from(giver, takers))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Move> from(NodeLoad giver, List<NodeLoad> takers) {
        for (NodeLoad taker : takers) {
            if (!taker.takesBetterThan(giver)) {
                break;
            }
            Case child = Collections.disjoint(types(giver), taker.node().types()) ? null : best(giver, taker);
            if (child != null) {
                return Optional.of(new Move(giver, taker, child));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Case best(NodeLoad giver, NodeLoad taker) {
        return giver.movable().stream()
                .filter(c -> taker.node().types().contains(c.child().type()))
                .filter(c -> taker.hasRoomFor(c.child()) && !c.failedOn(taker.id()))
                .max(Comparator.comparingLong(
                        c -> Rendezvous.score(Rendezvous.hash(c.child().id()), taker.hash())))
                .orElse(null);
    }

    /** Saves looking at every child where none can be of use. Those that have left since may still be in it. */
    private Set<String> types(NodeLoad giver) {
        return movableTypes.computeIfAbsent(giver.id(), id -> {
            Set<String> types = new HashSet<>();
            giver.movable().forEach(c -> types.add(c.child().type()));
            return types;
        });
    }

    private void carryOut(Move move) {
        WantedChild child = move.child().child();
        move.from().movable().remove(move.child());
        move.from().remove(move.child());
        move.to().add(move.child());
        draft.move(move.child().kept().orElseThrow(), move.to().assignment(child, StartReason.MOVED));
    }
}
