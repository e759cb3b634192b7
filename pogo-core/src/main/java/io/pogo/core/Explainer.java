package io.pogo.core;

import io.pogo.ChildExplanation;
import io.pogo.ChildState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where a child is and why, and why not elsewhere: a pure function of what a plan is made of, by the same rules. What the next
 * plan changes is taken as done.
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
    private final Case about;
    private final @Nullable NodeLoad at;
    private final Optional<String> own;
    private final FitText text;
    private @Nullable String waitsFor;

    private Explainer(ScopeState state, PlannerSettings settings, long now, Planning planning, Case about) {
        this.state = state;
        this.settings = settings;
        this.now = now;
        this.planning = planning;
        this.plan = new Planner(settings).plan(state, now);
        this.about = about;
        this.at = planning.givenTo(about)
                .map(a -> planning.loads().get(a.nodeId()))
                .orElse(null);
        this.own = Eligibility.ownObstacle(about.child(), about.failure(), now);
        this.text = new FitText(planning.loads(), about);
    }

    /**
     * Explains one child. The state is {@link ChildState#PENDING} or {@link ChildState#STARTING} and the transitions are empty: those
     * are not known here.
     *
     * @param state all that is known of the scope
     * @param childId the child
     * @param settings how the planner goes about it
     * @param now the time, in milliseconds since the epoch
     * @return the explanation; of a child that there is not, one that says so
     */
    public static ChildExplanation explain(ScopeState state, String childId, PlannerSettings settings, long now) {
        return of(state, childId, settings, now)
                .map(Explainer::explain)
                .orElseGet(() -> new ChildExplanation(
                        childId, ChildState.PENDING, null, "there is no such child", Map.of(), null, List.of()));
    }

    /** What is against each node, the child being counted nowhere. */
    static SortedMap<String, Fit> fits(ScopeState state, String childId, PlannerSettings settings, long now) {
        return of(state, childId, settings, now).orElseThrow().fits();
    }

    private static Optional<Explainer> of(ScopeState state, String childId, PlannerSettings settings, long now) {
        Planning planning = new Planning(state, settings, now);
        planning.place();
        return planning.cases().stream()
                .filter(c -> c.id().equals(childId))
                .findFirst()
                .map(about -> new Explainer(state, settings, now, planning, about));
    }

    private SortedMap<String, Fit> fits() {
        SortedMap<String, Fit> fits = new TreeMap<>();
        takeOut();
        planning.loads()
                .all()
                .forEach(load -> fits.put(load.id(), planning.loads().fit(about, load)));
        return fits;
    }

    private ChildExplanation explain() {
        takeOut();
        Optional<Assignment> given = given();
        String node = given.map(Assignment::nodeId).orElse(null);
        Map<String, String> elsewhere = new LinkedHashMap<>();
        for (NodeLoad load : planning.loads().all()) {
            if (!load.id().equals(node)) {
                elsewhere.put(load.id(), whyNot(load));
            }
        }
        String why = given.map(this::why).orElseGet(this::whyNowhere);
        ChildState shown = node == null ? ChildState.PENDING : ChildState.STARTING;
        return new ChildExplanation(about.id(), shown, node, why, elsewhere, waitsFor, List.of());
    }

    /** Nodes are compared as if the child were nowhere. */
    private void takeOut() {
        if (at != null) {
            planning.loads().remove(about.id());
        }
    }

    private Optional<Assignment> given() {
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

    private String whyNot(NodeLoad load) {
        Fit fit = planning.loads().fit(about, load);
        if (load == at) {
            return "it is moved away from there now";
        }
        if (about.pinnedTo().filter(load.id()::equals).isPresent() && fit != Fit.POSSIBLE) {
            waitsFor = "its pin " + load.id() + ", which is not possible now: " + text.obstacle(load, fit);
        }
        if (fit != Fit.POSSIBLE) {
            return text.obstacle(load, fit);
        }
        if (planning.loads().quota().isSuspect(load.node(), about.child().type())) {
            return text.suspect();
        }
        if (own.isPresent() || planning.isColdStart() || at == null) {
            return "possible, but " + own.orElse("other members are waited for (cold start)");
        }
        return at.isActive()
                ? compare(load, at)
                : "possible, but it stays on " + at.id() + ", which cannot be read now";
    }

    private String compare(NodeLoad there, NodeLoad here) {
        Choice choice = new Choice(planning.loads(), about.child(), null);
        for (Choice.By by : Choice.By.values()) {
            int order = choice.compare(there, here, by);
            if (by == Choice.By.HASH || order > 0) {
                return "possible, but " + text.difference(there, here, by, 1);
            }
            if (order < 0) {
                String hindrance = hindrance(by);
                return "possible, and better: " + text.difference(there, here, by, order)
                        + (hindrance.isEmpty() ? "" : "; " + hindrance);
            }
        }
        throw new IllegalStateException("the hash is the last to be compared");
    }

    /** Why it is not moved to a better node. */
    private String hindrance(Choice.By by) {
        if (about.isRunningOnce()) {
            return "a temporary child is not moved";
        }
        if (by == Choice.By.TYPE) {
            return "moved only where the load stays as even";
        }
        String what = waits();
        if (!what.isEmpty() && waitsFor == null) {
            waitsFor = what;
        }
        return what.isEmpty() ? what : "waits for " + what;
    }

    private String waits() {
        if (state.rebalancingPaused()) {
            return "rebalancing to be resumed";
        }
        if (now < planning.quietAt()) {
            return "membership to be quiet until " + Instant.ofEpochMilli(planning.quietAt());
        }
        if (!about.isSteady()) {
            return "its failure to be over";
        }
        boolean busy = state.movesUnderWay() + plan.moved().size() >= settings.maxConcurrentMoves();
        return busy || state.moving().contains(about.id()) ? "other moves to finish" : "";
    }

    private String why(Assignment given) {
        if (about.pinnedTo().filter(given.nodeId()::equals).isPresent()) {
            return "it was moved there by somebody (pinned)";
        }
        if (plan.moved().contains(about.id())) {
            return "moved there to even out the load";
        }
        if (about.kept().filter(kept -> kept.nodeId().equals(given.nodeId())).isPresent()) {
            return "it was given to that node (" + about.kept().get().reason() + ") and may stay";
        }
        return switch (given.reason()) {
            case TAKEOVER -> "the node that had it is gone, and this is the best one that may run it";
            case MOVED -> "the node that had it may not keep it, and this is the best one that may run it";
            default -> "it has no place yet, and this is the best node that may run it";
        };
    }

    private String whyNowhere() {
        String why = plan.pending().get(about.id());
        if (why == null) {
            return "a temporary child is not run twice; it is removed";
        }
        if (own.isPresent()) {
            waitsFor = about.child().desired() == Desired.PAUSED
                    ? "somebody to resume it"
                    : about.isQuarantined(now) ? "the end of its quarantine" : null;
        } else if (planning.isColdStart()) {
            waitsFor = "other members, until " + Instant.ofEpochMilli(planning.settledAt());
        } else if (waitsFor == null) {
            waitsFor = "a member that may run it and has room";
        }
        return why;
    }
}
