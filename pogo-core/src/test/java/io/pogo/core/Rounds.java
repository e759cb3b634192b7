package io.pogo.core;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** One round of the balance, asked for its next change in a small scope. */
final class Rounds {
    private Rounds() {}

    /** Returns the moves in the order in which they are made, as "c0: a -> b, c1: b -> d". */
    static String next(BiFunction<Loads, Effort, Balance.Round> round, TestScope scope, int mostMoves) {
        ScopeState state = scope.state();
        Planning planning = new Planning(state, TestScope.SETTINGS, TestScope.NOW);
        planning.place();
        return round.apply(planning.loads(), Effort.unlimited())
                .next(mostMoves)
                .map(change -> change.hops().stream()
                        .map(hop -> hop.child().id() + ": " + hop.from().id() + " -> "
                                + hop.to().id())
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }

    /** Adds so many children of a type on a node: t0, t1 and so on. */
    static TestScope add(TestScope scope, String node, String type, int count, int weight) {
        for (int i = 0; i < count; i++) {
            String id = type + scope.children.size();
            scope.placed(ChildSpec.of(id, type).withWeight(weight)).on(node, id);
        }
        return scope;
    }

    static TestScope add(TestScope scope, String node, String type, int count) {
        return add(scope, node, type, count, 1);
    }

    static TestScope withLock(TestScope scope, String node, String id, String type, int lockBytes) {
        return scope.child(new WantedChild(id, 7, 1, true, type, Restart.PERMANENT, false, lockBytes))
                .on(node, id);
    }

    /** A node that takes few children, though they may be heavy. */
    static TestScope nodeFor(TestScope scope, String id, int maxChildren, String... types) {
        Offer offer = new Offer(Set.of(types), Map.of(), maxChildren, 100, TestScope.FORMAT);
        return scope.node(new NodeView(id, 1, Status.ACTIVE, offer));
    }
}
