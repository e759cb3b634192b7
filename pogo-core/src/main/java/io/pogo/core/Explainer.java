package io.pogo.core;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Explains where a child is and why, and why it is not on another node: a pure function of the child as a listing shows
 * it and of the state that a plan is made from, by the same rules. A child that changes its place with the next plan is
 * shown where it is now, and waits for the planner.
 *
 * <pre>{@code
 * ChildExplanation explanation = Explainer.explain(state, "monitor-1", settings, now);
 * }</pre>
 */
public final class Explainer {
    private final ScopeState state;
    private final PlannerSettings settings;
    private final long now;
    private final Planning planning;
    private final PlacementPlan plan;
    private final ChildAssessment about;
    private final ChildInfo seen;
    private final @Nullable NodeLoad at;
    private final Optional<Assignment> target;
    private final Optional<String> own;
    private final FitText text;
    private @Nullable String waitsFor;

    private Explainer(
            ScopeState state,
            PlannerSettings settings,
            long now,
            Planning planning,
            ChildAssessment about,
            ChildInfo seen) {
        this.state = state;
        this.settings = settings;
        this.now = now;
        this.planning = planning;
        this.plan = new Planner(settings).plan(state, now);
        this.about = about;
        this.seen = seen;
        this.at = planning.givenTo(about)
                .map(a -> planning.loads().get(a.nodeId()))
                .orElse(null);
        this.target = target();
        this.own = Eligibility.ownObstacle(about.child(), about.failure(), now);
        this.text = new FitText(planning.loads(), about);
    }

    /**
     * Explains one child that is known only from the state that a plan is made from: the child is assumed to be
     * {@link ChildState#STARTING} on the node that it is assigned to.
     *
     * @param state the known state of the scope
     * @param childId the child
     * @param settings the planner's settings
     * @param now the time, in milliseconds since the epoch
     * @return the explanation, without transitions; for a child that does not exist, an explanation that says so
     */
    public static ChildExplanation explain(ScopeState state, String childId, PlannerSettings settings, long now) {
        return explain(state, childId, null, settings, now);
    }

    /**
     * Explains one child as a listing shows it: the explanation has its state and its node, and says why it is on that
     * node.
     *
     * @param state the known state of the scope
     * @param seen the child, as a listing shows it
     * @param settings the planner's settings
     * @param now the time, in milliseconds since the epoch
     * @return the explanation, without transitions; for a child that does not exist, an explanation that says so
     */
    public static ChildExplanation explain(ScopeState state, ChildInfo seen, PlannerSettings settings, long now) {
        return explain(state, seen.id(), seen, settings, now);
    }

    private static ChildExplanation explain(
            ScopeState state, String childId, @Nullable ChildInfo seen, PlannerSettings settings, long now) {
        return of(state, childId, seen, settings, now)
                .map(Explainer::explain)
                .orElseGet(() -> new ChildExplanation(
                        childId, ChildState.PENDING, null, "there is no such child", Map.of(), null, List.of()));
    }

    /** Returns the fit of each node for the child, by node id. The child is counted on no node. */
    static SortedMap<String, Obstacle> fits(ScopeState state, String childId, PlannerSettings settings, long now) {
        return of(state, childId, null, settings, now).orElseThrow().fits();
    }

    private static Optional<Explainer> of(
            ScopeState state, String childId, @Nullable ChildInfo seen, PlannerSettings settings, long now) {
        Planning planning = new Planning(state, settings, now);
        planning.place();
        return planning.cases().stream()
                .filter(c -> c.id().equals(childId))
                .findFirst()
                .map(about -> new Explainer(
                        state, settings, now, planning, about, Objects.requireNonNullElseGet(seen, about::asPlanned)));
    }

    private SortedMap<String, Obstacle> fits() {
        SortedMap<String, Obstacle> fits = new TreeMap<>();
        takeOut();
        planning.loads()
                .all()
                .forEach(load -> fits.put(load.id(), planning.loads().fit(about, load)));
        return fits;
    }

    private ChildExplanation explain() {
        takeOut();
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (NodeLoad load : planning.loads().all()) {
            if (!load.id().equals(seen.node())) {
                elsewhere.put(load.id(), whyNot(load));
            }
        }
        String why = seen.node() == null ? whyNowhere() : whyOnWithTrouble(seen.node());
        return new ChildExplanation(about.id(), seen.state(), seen.node(), why, elsewhere, waitsFor, List.of());
    }

    /** Takes the child out of the loads, so that nodes are compared as if the child were on none. */
    private void takeOut() {
        if (at != null) {
            planning.loads().remove(about.id());
        }
    }

    /** Returns the node of the child after the next plan. */
    private Optional<Assignment> target() {
        if (plan.pending().containsKey(about.id())) {
            return Optional.empty();
        }
        return next().or(about::kept);
    }

    private Optional<Assignment> next() {
        return plan.steps().stream()
                .filter(step -> step.childId().equals(about.id()))
                .filter(PlanStep.Assign.class::isInstance)
                .map(step -> ((PlanStep.Assign) step).next())
                .findFirst();
    }

    private boolean isTarget(String node) {
        return target.filter(a -> a.nodeId().equals(node)).isPresent();
    }

    private boolean isGivenTo(String node) {
        return about.kept().filter(a -> a.nodeId().equals(node)).isPresent();
    }

    private String whyNot(NodeLoad load) {
        if (isTarget(load.id())) {
            return isGivenTo(load.id()) ? "it is given to that node already" : "the planner gives it to that node next";
        }
        if (isGivenTo(load.id())) {
            return "it is moved away from there now";
        }
        if (!about.child().readable()) {
            return own.orElse("its spec is unreadable") + ", so it gets no other place";
        }
        Obstacle fit = planning.loads().fit(about, load);
        if (fit != Obstacle.POSSIBLE) {
            if (about.pinnedTo().filter(load.id()::equals).isPresent()) {
                waitsFor = "its pin " + load.id() + ", which is not possible now: " + text.obstacle(load, fit);
            }
            return text.obstacle(load, fit);
        }
        if (planning.loads().quota().isSuspect(load.node(), about.child().type())) {
            return text.suspect();
        }
        if (own.isPresent() || planning.isColdStart() || at == null) {
            return "possible, but " + own.orElse("other members are waited for (cold start)");
        }
        if (!isTarget(at.id()) || !at.id().equals(seen.node())) {
            return "possible, but it goes to " + target.orElseThrow().nodeId();
        }
        return at.isActive()
                ? compare(load, at)
                : "possible, but it stays on " + at.id() + ", which cannot be read now";
    }

    private String compare(NodeLoad there, NodeLoad here) {
        NodeRanking choice = new NodeRanking(planning.loads(), about.child(), null);
        for (NodeRanking.By by : NodeRanking.By.values()) {
            int order = choice.compare(there, here, by);
            if (by == NodeRanking.By.HASH || order > 0) {
                return "possible, but " + text.difference(there, here, by, true);
            }
            if (order < 0) {
                return "possible, and better: " + text.difference(there, here, by, false) + "; " + hindrance(by);
            }
        }
        throw new IllegalStateException("the hash is the last to be compared");
    }

    /** Returns the reason why the child is not moved to a better node. */
    private String hindrance(NodeRanking.By by) {
        return waits().map(what -> {
                    waitsFor = Objects.requireNonNullElse(waitsFor, what);
                    return "waits for " + what;
                })
                .orElse(
                        by == NodeRanking.By.TYPE
                                ? "moved only where the load stays as even"
                                : "no move makes the load more even");
    }

    /** Returns the reason why a move that evens out the load is not made yet. */
    private Optional<String> waits() {
        if (about.isOutdated()) {
            return Optional.of("its restart");
        }
        if (!about.isSteady()) {
            return Optional.of("its failure to be over");
        }
        if (state.rebalancingPaused()) {
            return Optional.of("rebalancing to be resumed");
        }
        if (now < planning.quietAt()) {
            return Optional.of("membership to be quiet until " + Instant.ofEpochMilli(planning.quietAt()));
        }
        if (state.moving().contains(about.id())) {
            return Optional.of("its last move to finish");
        }
        boolean isBusy = state.movesUnderWay() >= settings.maxConcurrentMoves()
                || !plan.moved().isEmpty();
        return isBusy ? Optional.of("other moves to finish") : Optional.empty();
    }

    /** Describes a child whose node is known from the listing only. */
    private String whyOnWithTrouble(String node) {
        String why = whyOn(node);
        String trouble = seen.reason();
        if (seen.state() == ChildState.STUCK) {
            waitsFor = StuckChild.remedy(node);
            return why + ", but it " + Objects.requireNonNullElse(trouble, "is stuck on " + node);
        }
        if (seen.state() == ChildState.RESTARTING) {
            waitsFor = Objects.requireNonNullElse(waitsFor, "the pause before its next run on " + node + " to end");
        }
        boolean isOnItsNode = switch (seen.state()) {
            case RUNNING, STARTING, RESTARTING -> true;
            default -> false;
        };
        return isOnItsNode && trouble != null && about.child().readable() ? why + "; it " + trouble : why;
    }

    /** Returns the reason why the child is on the node that has it, or that it is assigned to. */
    private String whyOn(String node) {
        if (target.isEmpty() && planning.isColdStart()) {
            return whyNowhere();
        }
        if (target.isEmpty()) {
            waitsFor = node + " to stop it";
            return "it is taken away from " + node + ": " + reason();
        }
        String to = target.get().nodeId();
        if (to.equals(node)) {
            return why(target.get());
        }
        if (isGivenTo(to)) {
            waitsFor = node + " to stop it";
            return "it is given to " + to + " (" + target.get().reason() + ")" + untilStoppedOn(node);
        }
        waitsFor = "the planner, which gives it to " + to;
        return "it is to go to " + to + ": " + why(target.get());
    }

    private String untilStoppedOn(String node) {
        return seen.state() == ChildState.STUCK ? "" : " and starts there when " + node + " has stopped it";
    }

    private String why(Assignment given) {
        if (about.pinnedTo().filter(given.nodeId()::equals).isPresent()) {
            return "it was moved there by somebody (pinned)";
        }
        if (plan.moved().contains(about.id())) {
            return "moved there to even out the load";
        }
        if (isGivenTo(given.nodeId())) {
            String reason = about.kept().orElseThrow().reason().name();
            return "it was given to that node (" + reason + ") and "
                    + (about.isOutdated() ? "is run afresh there" : "may stay");
        }
        return switch (given.reason()) {
            case TAKEOVER -> "the node that had it is gone, and this is the best one that may run it";
            case MOVED -> "the node that had it may not keep it, and this is the best one that may run it";
            default -> "it has no place yet, and this is the best node that may run it";
        };
    }

    private String whyNowhere() {
        if (own.isPresent()) {
            waitsFor = about.child().desired() == Desired.PAUSED
                    ? "somebody to resume it"
                    : about.isQuarantined(now) ? "the end of its quarantine" : null;
        } else if (planning.isColdStart()) {
            waitsFor = "other members, until " + Instant.ofEpochMilli(planning.settledAt());
        } else if (target.isPresent()) {
            waitsFor = "the planner, which gives it to " + target.get().nodeId();
        } else if (isToRest()) {
            waitsFor = "the end of its quarantine";
        } else if (waitsFor == null) {
            waitsFor = "a member that may run it and has room";
        }
        return reason();
    }

    /** Returns whether the next plan begins a quarantine, because no other node has room. */
    private boolean isToRest() {
        return plan.steps().stream()
                .filter(step -> step.childId().equals(about.id()))
                .anyMatch(step ->
                        step instanceof PlanStep.Record r && r.next().rest().isSet());
    }

    /**
     * Returns the reason why the child has no place. The error of a spec that cannot be read is known only from the
     * listing.
     */
    private String reason() {
        String reason = new WaitReasons(plan).of(about.id());
        return about.child().readable() || seen.reason() == null ? reason : seen.reason();
    }
}
