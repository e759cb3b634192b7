package io.pogo.core;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a child that was terminated and has not ended yet. Such a child has no spec, so no plan contains
 * it.
 *
 * <pre>{@code
 * TerminatedChild.explain(seen) // why: it was terminated, but it has not stopped on a since 2026-11-30T09:00:00Z;
 *                               //      blocks the next start of a child of that id
 * }</pre>
 */
public final class TerminatedChild {
    private TerminatedChild() {}

    /**
     * Explains a child as a listing shows it.
     *
     * @param seen the child, which has no spec
     * @return the explanation, without transitions; empty if the child is on no node, which means that it has ended
     */
    public static Optional<ChildExplanation> explain(ChildInfo seen) {
        String node = seen.node();
        return node == null ? Optional.empty() : Optional.of(explain(seen, node));
    }

    private static ChildExplanation explain(ChildInfo seen, String node) {
        return seen.state() == ChildState.STUCK
                ? of(seen, "but it " + stuck(seen.reason(), node), StuckChild.remedy(node))
                : of(seen, "and " + node + " stops it", node + " to stop it");
    }

    private static String stuck(@Nullable String reason, String node) {
        return Objects.requireNonNullElse(reason, "is stuck on " + node);
    }

    private static ChildExplanation of(ChildInfo seen, String how, String waitsFor) {
        return new ChildExplanation(
                seen.id(), seen.state(), seen.node(), "it was terminated, " + how, Map.of(), waitsFor, List.of());
    }
}
