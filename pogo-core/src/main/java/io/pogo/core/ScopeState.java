package io.pogo.core;

import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The complete state that a plan depends on; the planner does not look at anything else. Times are in milliseconds on
 * one clock of the planning process, which need not be the time of day: only differences count.
 *
 * @param nodes the living members, by id
 * @param children the stored specs, by child id
 * @param assigned all stored assignments by child id, including those of dead nodes and of removed specs
 * @param failures the stored failure records, by child id
 * @param moving the children whose last move to even out the load is not finished
 * @param stuck the moving children that do not count as moving, because their owner does not stop them in time
 * @param suspects the nodes that were found to be suspect, as they are stored
 * @param electedAt the time when this planner was elected
 * @param membersChangedAt the time when a member last joined, left or changed
 * @param rebalancingPaused true if moves to even out the load must wait; takeovers and drains do not wait
 */
public record ScopeState(
        Map<String, NodeView> nodes,
        Map<String, WantedChild> children,
        Map<String, List<Assignment>> assigned,
        Map<String, Failure> failures,
        Set<String> moving,
        Set<String> stuck,
        Set<Suspect> suspects,
        long electedAt,
        long membersChangedAt,
        boolean rebalancingPaused) {
    private static final Comparator<Assignment> ORDER = Comparator.comparing(Assignment::nodeId)
            .thenComparing(Assignment::session)
            .thenComparing(Assignment::czxid)
            .thenComparing(Assignment::revision)
            .thenComparing(Assignment::reason);

    /**
     * Creates a state in which no child is stuck and no node is suspect.
     *
     * @param nodes the living members, by id
     * @param children the stored specs, by child id
     * @param assigned all stored assignments by child id
     * @param failures the stored failure records, by child id
     * @param moving the children whose last move is not finished
     * @param electedAt the time when this planner was elected
     * @param membersChangedAt the time when a member last joined, left or changed
     * @param rebalancingPaused true if moves to even out the load must wait
     */
    public ScopeState(
            Map<String, NodeView> nodes,
            Map<String, WantedChild> children,
            Map<String, List<Assignment>> assigned,
            Map<String, Failure> failures,
            Set<String> moving,
            long electedAt,
            long membersChangedAt,
            boolean rebalancingPaused) {
        this(
                nodes,
                children,
                assigned,
                failures,
                moving,
                Set.of(),
                Set.of(),
                electedAt,
                membersChangedAt,
                rebalancingPaused);
    }

    /**
     * Groups assignments by their child.
     *
     * @param assignments the assignments
     * @return the assignments by child id
     */
    public static Map<String, List<Assignment>> byChild(Collection<Assignment> assignments) {
        return assignments.stream().collect(Collectors.groupingBy(Assignment::childId));
    }

    /** {@return all stored assignments, in no order} */
    public Collection<Assignment> assignments() {
        return assigned.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the assignments of one child, always in the same order. */
    List<Assignment> assignmentsOf(String childId) {
        List<Assignment> found = assigned.getOrDefault(childId, List.of());
        return found.size() > 1 ? found.stream().sorted(ORDER).toList() : found;
    }

    /** Returns the number of moves under way. Stuck children do not count, so they hold up no other moves. */
    int movesUnderWay() {
        return Sets.difference(moving, stuck).size();
    }

    /** Returns every child that has a spec, an assignment or a failure record. */
    SortedSet<String> ids() {
        SortedSet<String> ids = new TreeSet<>(children.keySet());
        ids.addAll(assigned.keySet());
        ids.addAll(failures.keySet());
        return ids;
    }
}
