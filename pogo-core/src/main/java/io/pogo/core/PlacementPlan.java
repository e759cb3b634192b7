package io.pogo.core;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The changes that the planner requests now. Carrying out all steps and planning again yields no steps, unless
 * something else changed, or the steps allow more: a child that was just handed out may be moved, a pending child may
 * use the room that a move has made, and the failure record of a removed child is forgotten.
 *
 * @param steps the changes, in the order in which to write them
 * @param pending the children that have no place, with the reason: a view of the planner's state, which its next plan
 *     changes
 * @param moved the children that this plan moves to even out the load
 * @param planAgainAt the time to plan again even if nothing changes, in milliseconds, on the caller's clock
 */
public record PlacementPlan(
        List<PlanStep> steps, Map<String, String> pending, List<String> moved, OptionalLong planAgainAt) {
    /** Returns the same plan, with the next plan at that time at the latest. */
    PlacementPlan againBy(OptionalLong time) {
        long earliest = Math.min(time.orElse(Long.MAX_VALUE), planAgainAt.orElse(Long.MAX_VALUE));
        return time.isEmpty() ? this : new PlacementPlan(steps, pending, moved, OptionalLong.of(earliest));
    }
}
