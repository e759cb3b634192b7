package io.pogo.core;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * All that a plan depends on, read as a whole; the planner does not look at anything else. Times are in milliseconds since the
 * epoch.
 *
 * @param nodes the living members, by id
 * @param children the stored specs, by child id
 * @param assignments all stored assignments, those of dead nodes and of gone specs too
 * @param failures the stored failure records, by child id
 * @param moving the children whose last move to even out the load is not finished
 * @param electedAt when this planner was elected
 * @param membersChangedAt when a member came, went or changed last
 * @param rebalancingPaused whether moves to even out the load shall wait; takeovers and drains do not
 */
public record ScopeState(
        Map<String, NodeView> nodes,
        Map<String, WantedChild> children,
        Collection<Assignment> assignments,
        Map<String, Failure> failures,
        Set<String> moving,
        long electedAt,
        long membersChangedAt,
        boolean rebalancingPaused) {}
