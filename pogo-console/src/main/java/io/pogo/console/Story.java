package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import io.pogo.ScopeUpdate;
import io.pogo.console.ScopeEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the updates of a watch what has happened. What was there at the first update is no news. For one thread at
 * a time.
 *
 * <p>A child that runs elsewhere was taken over if the node that had it before is gone and had not begun to leave, else
 * it was moved.
 */
final class Story {
    private final Map<String, ChildInfo> children = new HashMap<>();
    private final Map<String, ChildInfo> lastRun = new HashMap<>();
    private final Map<String, MemberInfo> members = new TreeMap<>();
    private final Set<String> leftPolitely = new HashSet<>();
    private @Nullable Boolean rebalancingPaused;
    private boolean away;

    /** Returns the events that an update brings, compared with the state known so far; the first state brings none. */
    List<ScopeEvent> of(ScopeUpdate update, Instant now) {
        List<ScopeEvent> events = new ArrayList<>();
        if (update.kind() == ScopeUpdate.Kind.DISCONNECTED) {
            away = true;
            return List.of(ScopeEvent.of(now, Kind.DISCONNECTED));
        }
        boolean first = rebalancingPaused == null;
        if (away) {
            away = false;
            events.add(ScopeEvent.of(now, Kind.CONNECTED));
        }
        members(update.members(), now, events);
        rebalancing(update.rebalancingPaused(), now, events);
        gone(update).forEach(id -> ended(id, now, events));
        update.children().forEach(child -> changed(child, now, events));
        return first ? List.of() : events;
    }

    private void members(List<MemberInfo> now, Instant at, List<ScopeEvent> events) {
        Map<String, MemberInfo> before = new TreeMap<>(members);
        members.clear();
        now.forEach(member -> members.put(member.id(), member));
        for (MemberInfo member : before.values()) {
            if (!members.containsKey(member.id())) {
                if (member.draining()) {
                    leftPolitely.add(member.id());
                }
                events.add(ScopeEvent.ofNode(at, Kind.LEFT, member.id()));
            }
        }
        for (MemberInfo member : now) {
            MemberInfo known = before.get(member.id());
            if (known == null) {
                leftPolitely.remove(member.id());
                events.add(ScopeEvent.ofNode(at, Kind.JOINED, member.id()));
            } else if (known.draining() != member.draining()) {
                events.add(ScopeEvent.ofNode(at, member.draining() ? Kind.DRAINING : Kind.UNDRAINED, member.id()));
            }
        }
    }

    private void rebalancing(boolean paused, Instant at, List<ScopeEvent> events) {
        if (rebalancingPaused != null && rebalancingPaused != paused) {
            events.add(ScopeEvent.of(at, paused ? Kind.REBALANCING_PAUSED : Kind.REBALANCING_RESUMED));
        }
        rebalancingPaused = paused;
    }

    private Set<String> gone(ScopeUpdate update) {
        Set<String> gone = new TreeSet<>(update.gone());
        if (update.kind() == ScopeUpdate.Kind.SNAPSHOT) {
            gone.addAll(children.keySet());
            update.children().forEach(child -> gone.remove(child.id()));
        }
        return gone;
    }

    private void ended(String id, Instant at, List<ScopeEvent> events) {
        ChildInfo child = children.remove(id);
        lastRun.remove(id);
        if (child != null) {
            events.add(new ScopeEvent(at, Kind.ENDED, id, child.node(), null, null));
        }
    }

    private void changed(ChildInfo child, Instant at, List<ScopeEvent> events) {
        ChildInfo before = children.put(child.id(), child);
        kind(before, child)
                .ifPresent(kind -> events.add(
                        new ScopeEvent(at, kind, child.id(), child.node(), from(kind, child.id()), child.reason())));
        if (child.state() == ChildState.RUNNING) {
            lastRun.put(child.id(), child);
        }
    }

    private @Nullable String from(Kind kind, String id) {
        ChildInfo last = lastRun.get(id);
        return last != null && (kind == Kind.MOVED || kind == Kind.TAKEOVER) ? last.node() : null;
    }

    private Optional<Kind> kind(@Nullable ChildInfo before, ChildInfo child) {
        ChildState was = before == null ? null : before.state();
        return switch (child.state()) {
            case RUNNING -> running(before, child);
            case PENDING -> sameReason(before, child) ? Optional.empty() : Optional.of(Kind.PENDING);
            case FAILED -> was == ChildState.FAILED ? Optional.empty() : Optional.of(Kind.FAILED);
            case PAUSED -> was == ChildState.PAUSED ? Optional.empty() : Optional.of(Kind.PAUSED);
            case COMPLETED -> was == ChildState.COMPLETED ? Optional.empty() : Optional.of(Kind.COMPLETED);
            case STUCK -> was == ChildState.STUCK ? Optional.empty() : Optional.of(Kind.STUCK);
            case RESTARTING -> hasRunOnceMore(before, child) ? Optional.of(Kind.CRASHED) : Optional.empty();
            case STARTING, STOPPING -> Optional.empty();
        };
    }

    /** Waiting for the planner is what every child does for a moment. */
    private static boolean sameReason(@Nullable ChildInfo before, ChildInfo child) {
        return child.reason() == null
                || child.reason().equals("it waits for the planner")
                || (before != null
                        && before.state() == ChildState.PENDING
                        && Objects.equals(before.reason(), child.reason()));
    }

    private Optional<Kind> running(@Nullable ChildInfo before, ChildInfo child) {
        ChildInfo last = lastRun.get(child.id());
        if (last == null) {
            return Optional.of(Kind.STARTED);
        }
        String from = last.node();
        if (!Objects.equals(from, child.node())) {
            boolean lost = from != null && !members.containsKey(from) && !leftPolitely.contains(from);
            return Optional.of(lost ? Kind.TAKEOVER : Kind.MOVED);
        }
        if (child.fencingToken() != last.fencingToken() || child.revision() != last.revision()) {
            return Optional.of(Kind.RESTARTED);
        }
        return hasRunOnceMore(before, child) ? Optional.of(Kind.CRASHED) : Optional.empty();
    }

    private static boolean hasRunOnceMore(@Nullable ChildInfo before, ChildInfo child) {
        return before != null && child.incarnation() > before.incarnation();
    }
}
