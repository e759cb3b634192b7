package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.math.LongMath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Learns from plan to plan on which nodes children of a type run, so that a faulty node does not attract them: it looks
 * empty because all children fail there. A site is a node under one session and a type.
 *
 * <pre>
 *   new      a few children may be moved there     -&gt; one ran well for the probation           -&gt; trusted
 *                                                  -&gt; {@value #ENOUGH} failed that run elsewhere   -&gt; suspect
 *   trusted  any number                            -&gt; more failed that run elsewhere than run here -&gt; suspect
 *   suspect  one probe at a time, with back-off    -&gt; it failed: a longer back-off; it ran well   -&gt; trusted
 * </pre>
 *
 * A child that fails everywhere says nothing about a node: a failure counts if the child ran well before it was moved
 * there, or recovers elsewhere while nothing recovers here. A new session of the node is another site. A planner that
 * has just been elected knows the suspects that are stored, and trusts the sites where children run. Not for several
 * threads at a time.
 */
public final class NodeTrust implements Trust {
    /**
     * The number of failed children from which on a site is suspect: one child may need what the node lacks, two may be
     * chance.
     */
    static final int ENOUGH = 3;
    /**
     * The shortest probation, in milliseconds: a site is proven by a child that stays up for the
     * {@code rebalanceDelay}, and at least for this time.
     */
    private static final long SHORTEST_PROBATION = 1_000;

    private final PlannerSettings settings;
    private final long probation;
    private final Set<Site> trusted = new HashSet<>();
    private final Map<Site, Suspicion> suspicions = new HashMap<>();
    /** The children that failed on a site and run elsewhere, each with the time from which on the failure counts. */
    private final Map<Site, Map<String, Long>> failed = new HashMap<>();

    private final Map<String, CrashedOn> crashed = new HashMap<>();
    /** The sites on which failing children have crashed, counted once for each such child. */
    private final Multiset<Site> failing = HashMultiset.create();

    private final Trials trials;
    private @Nullable Map<String, NodeView> nodes;
    private long now;

    /** The record of a child that is failing, and the sites on which it has crashed since the record was made. */
    private record CrashedOn(Failure last, Set<Site> sites) {}

    /**
     * Creates an instance without any knowledge of the nodes.
     *
     * @param settings the planner's settings
     */
    public NodeTrust(PlannerSettings settings) {
        this.settings = settings;
        this.probation = Math.max(SHORTEST_PROBATION, Millis.of(settings.rebalanceDelay()));
        this.trials = new Trials(probation);
    }

    /** {@return the nodes that are suspect now, to be stored} */
    public Set<Suspect> suspects() {
        return suspicions.entrySet().stream()
                .map(e -> e.getValue().of(e.getKey()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isSuspect(NodeView node, String type) {
        return !suspicions.isEmpty() && suspicions.containsKey(Site.of(node, type));
    }

    @Override
    public boolean isTrial(NodeView node, String type) {
        return !trusted.contains(Site.of(node, type));
    }

    @Override
    public boolean hasFailed(String childId, NodeView node) {
        if (failed.isEmpty()) {
            return false;
        }
        return failed.entrySet().stream()
                .anyMatch(e -> e.getKey().nodeId().equals(node.id())
                        && e.getKey().session() == node.session()
                        && e.getValue().containsKey(childId));
    }

    @Override
    public int movesLeft(NodeView node, String type) {
        Site site = Site.of(node, type);
        if (trusted.contains(site)) {
            return Integer.MAX_VALUE;
        }
        Suspicion suspicion = suspicions.get(site);
        int most = suspicion == null ? ENOUGH : suspicion.mayProbe(now) ? 1 : 0;
        return Math.max(0, most - trials.on(site));
    }

    /**
     * Takes over the present failures and recoveries of these children. The loads are those of the plan that is being
     * made.
     */
    void look(ScopeState state, Collection<String> children, Loads loads, long at) {
        now = at;
        if (nodes == null) {
            begin(state, loads);
        }
        forgetGone(state);
        children.forEach(id -> look(state, id));
        endTrials(state);
        suspect(loads);
        renewProbes();
    }

    /** Takes over the assignments of a plan. */
    void planned(ScopeState state, PlacementPlan plan) {
        Set<String> moved = new HashSet<>(plan.moved());
        for (PlanStep step : plan.steps()) {
            if (step instanceof PlanStep.Assign assign) {
                given(state, assign.next(), moved.contains(step.childId()));
            }
        }
    }

    /**
     * Returns the time to plan again even if nothing changes: a trial ends, the next probe is due, or a failure begins
     * to count.
     */
    OptionalLong planAgainAt() {
        long next = trials.nextEnd();
        for (Suspicion suspicion : suspicions.values()) {
            next = Math.min(next, suspicion.next(now));
        }
        for (Map<String, Long> children : failed.values()) {
            next = children.values().stream().filter(from -> from > now).reduce(next, Math::min);
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Takes over the stored suspects, and trusts the other sites on which children run when the planner begins. */
    private void begin(ScopeState state, Loads loads) {
        for (Suspect s : state.suspects()) {
            Suspicion suspicion = new Suspicion(settings, s.children(), s.probes(), now);
            suspicion.holds(true);
            suspicions.put(new Site(s.nodeId(), s.session(), s.type()), suspicion);
        }
        loads.all()
                .forEach(load -> load.types().stream()
                        .map(type -> Site.of(load.node(), type))
                        .filter(site -> !suspicions.containsKey(site))
                        .forEach(trusted::add));
    }

    private void forgetGone(ScopeState state) {
        if (!state.nodes().equals(nodes)) {
            nodes = Map.copyOf(state.nodes());
            trusted.removeIf(site -> !isThere(site));
            suspicions.keySet().removeIf(site -> !isThere(site));
            failed.keySet().removeIf(site -> !isThere(site));
        }
        Iterator<Map.Entry<Site, Suspicion>> each = suspicions.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Site, Suspicion> one = each.next();
            boolean stored = state.suspects().stream().anyMatch(s -> isOf(s, one.getKey()));
            if (!one.getValue().holds(stored)) {
                failed.remove(one.getKey());
                each.remove();
            }
        }
    }

    private static boolean isOf(Suspect suspect, Site site) {
        return new Site(suspect.nodeId(), suspect.session(), suspect.type()).equals(site);
    }

    private boolean isThere(Site site) {
        NodeView node = nodes == null ? null : nodes.get(site.nodeId());
        return node != null && node.session() == site.session();
    }

    private void look(ScopeState state, String id) {
        WantedChild child = state.children().get(id);
        Failure failure = Optional.ofNullable(state.failures().get(id))
                .filter(f -> child != null && Quarantine.concerns(f, child))
                .orElse(null);
        CrashedOn before = crashed.get(id);
        if (child == null) {
            failed.values().forEach(children -> children.remove(id));
        } else if (failure != null
                && (before == null || failure.attempts() != before.last().attempts())) {
            crashed(state, child, failure, before);
        } else if (failure == null && before != null && Quarantine.concerns(before.last(), child)) {
            recovered(state, child, before);
        }
        if (failure == null && before != null) {
            crashed.remove(id);
            before.sites().forEach(failing::remove);
        }
        Trials.Trial trial = trials.of(id);
        if (trial != null && !isAt(state, id, trial.site())) {
            trials.end(trial);
        }
    }

    private void crashed(ScopeState state, WantedChild child, Failure failure, @Nullable CrashedOn before) {
        Set<Site> sites = before == null ? new HashSet<>() : before.sites();
        crashed.put(child.id(), new CrashedOn(failure, sites));
        NodeView node = state.nodes().get(failure.node());
        if (node == null) {
            return;
        }
        Site site = Site.of(node, child.type());
        if (sites.add(site)) {
            failing.add(site);
        }
        Trials.Trial trial = trials.of(child.id());
        if (trial != null && trial.site().equals(site)) {
            trials.end(trial);
            if (trial.moved()) {
                failed.computeIfAbsent(site, s -> new HashMap<>()).put(child.id(), now);
                probeFailed(site);
            }
        }
    }

    private void probeFailed(Site site) {
        Suspicion suspicion = suspicions.get(site);
        if (suspicion != null) {
            suspicion.failed(now);
        }
    }

    /**
     * Records that a child runs well on its present node. Its failures on other sites count only if nothing recovers
     * there at about the same time.
     */
    private void recovered(ScopeState state, WantedChild child, CrashedOn before) {
        List<Assignment> at = state.assignmentsOf(child.id());
        if (at.size() != 1) {
            return;
        }
        NodeView node = state.nodes().get(at.get(0).nodeId());
        if (node == null || node.session() != at.get(0).session()) {
            return;
        }
        Site here = Site.of(node, child.type());
        for (Site site : before.sites()) {
            if (!site.equals(here) && isThere(site)) {
                failed.computeIfAbsent(site, s -> new HashMap<>())
                        .putIfAbsent(child.id(), LongMath.saturatedAdd(now, probation));
            }
        }
        ranWell(here);
    }

    private void ranWell(Site site) {
        trusted.add(site);
        suspicions.remove(site);
        failed.remove(site);
    }

    private void given(ScopeState state, Assignment next, boolean moved) {
        WantedChild child = state.children().get(next.childId());
        NodeView node = state.nodes().get(next.nodeId());
        if (child == null || node == null || state.failures().containsKey(child.id())) {
            return;
        }
        Site site = Site.of(node, child.type());
        Trials.Trial before = trials.of(child.id());
        if (before != null) {
            trials.end(before);
        }
        int most = suspicions.containsKey(site) ? 1 : ENOUGH;
        if (moved || (!trusted.contains(site) && trials.on(site) < most)) {
            trials.begin(child.id(), site, moved, now);
        }
    }

    /** Ends the trials whose time is over. The trial of a child that has not arrived yet begins again. */
    private void endTrials(ScopeState state) {
        for (Trials.Trial trial : trials.endDue(now)) {
            if (!state.moving().contains(trial.childId())) {
                ranWell(trial.site());
            } else if (!state.stuck().contains(trial.childId())) {
                trials.begin(trial.childId(), trial.site(), trial.moved(), now);
            }
        }
    }

    private static boolean isAt(ScopeState state, String id, Site site) {
        return state.assigned().getOrDefault(id, List.of()).stream()
                .anyMatch(a -> a.nodeId().equals(site.nodeId()) && a.session() == site.session());
    }

    /**
     * Judges the sites: a site on which more children fail than run is no longer trusted; a site on which enough
     * children failed that run elsewhere is suspect.
     */
    private void suspect(Loads loads) {
        failing.elementSet().stream()
                .filter(site -> failing.count(site) > running(site, loads))
                .forEach(trusted::remove);
        failed.forEach((site, children) -> {
            long count = children.values().stream().filter(from -> from <= now).count();
            int well = running(site, loads);
            if (children.size() > well) {
                trusted.remove(site);
            }
            if (count >= ENOUGH && count > well && !suspicions.containsKey(site)) {
                suspicions.put(site, new Suspicion(settings, (int) count, 0, now));
            }
        });
    }

    /** Returns the number of children that run well on a site, as far as that is known. */
    private int running(Site site, Loads loads) {
        NodeLoad load = loads.get(site.nodeId());
        return load == null ? 0 : Math.max(0, load.ofType(site.type()) - trials.on(site));
    }

    /** Lets each child be a probe again on a site where every child that could be a probe has failed already. */
    private void renewProbes() {
        suspicions.forEach((site, suspicion) -> {
            if (suspicion.isOverdue(now) && trials.on(site) == 0) {
                failed.remove(site);
            }
        });
    }
}
