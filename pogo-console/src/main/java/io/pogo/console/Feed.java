package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.pogo.ChildInfo;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of the page: the state of the scope, the changes since then, the events. Written by the watch, read by a
 * thread for each browser; all under its own lock. A browser that falls behind gets a new snapshot instead of the
 * messages that it missed.
 */
final class Feed {
    private static final int MESSAGES = 200;
    private static final int EVENTS = 20_000;
    private static final int EVENTS_AT_FIRST = 500;

    private final String scope;
    private final Duration sessionTimeout;
    private final Story story = new Story();
    private final Map<String, ChildInfo> children = new TreeMap<>();
    /** The time of the monotonic clock, for each child, at which it was first seen in its present state. */
    private final Map<String, Long> since = new HashMap<>();

    private final Deque<ScopeEvent> events = new ArrayDeque<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private List<MemberInfo> members = List.of();
    private boolean rebalancingPaused;
    private boolean connected = true;
    private long awayNanos;
    private long number;
    private boolean closed;
    private @Nullable ScopeWatch watch;

    /**
     * A message to a browser.
     *
     * @param number the number of the message, in ascending order
     * @param event its kind
     * @param data JSON
     */
    record Message(long number, String event, String data) {}

    Feed(String scope, Duration sessionTimeout) {
        this.scope = scope;
        this.sessionTimeout = sessionTimeout;
    }

    void follow(ScopeClient client) {
        watch = client.watch(this::accept);
    }

    void close() {
        if (watch != null) {
            watch.close();
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    /**
     * Returns the messages after the one with that number, and waits for them if there are none yet; returns none after
     * the patience is over or when the feed was closed.
     */
    synchronized List<Message> after(long seen, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (number <= seen && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return List.of();
            }
            wait(Math.max(1, left / 1_000_000));
        }
        if (closed) {
            return List.of();
        }
        boolean missed = seen == 0 || messages.isEmpty() || messages.getFirst().number() > seen + 1;
        return missed
                ? List.of(new Message(number, "snapshot", Documents.text(snapshot())))
                : messages.stream().filter(message -> message.number() > seen).toList();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Returns the events of one child, the oldest first. */
    synchronized List<ScopeEvent> eventsOf(String childId) {
        return events.stream().filter(event -> childId.equals(event.childId())).toList();
    }

    private synchronized void accept(ScopeUpdate update) {
        List<ScopeEvent> news = story.of(update, Instant.now());
        news.forEach(this::keep);
        boolean wasConnected = connected;
        connected = update.kind() != ScopeUpdate.Kind.DISCONNECTED;
        if (wasConnected && !connected) {
            awayNanos = System.nanoTime();
        }
        if (connected) {
            if (update.kind() == ScopeUpdate.Kind.SNAPSHOT) {
                Set<String> there =
                        update.children().stream().map(ChildInfo::id).collect(Collectors.toSet());
                children.keySet().retainAll(there);
                since.keySet().retainAll(there);
            }
            children.keySet().removeAll(update.gone());
            since.keySet().removeAll(update.gone());
            update.children().forEach(this::keep);
            members = update.members();
            rebalancingPaused = update.rebalancingPaused();
        }
        if (update.kind() == ScopeUpdate.Kind.SNAPSHOT) {
            messages.clear();
            number++;
        } else {
            add(change(update, news));
        }
        notifyAll();
    }

    private void keep(ChildInfo child) {
        ChildInfo before = children.put(child.id(), child);
        if (before == null || Text.standing(before) != Text.standing(child)) {
            since.put(child.id(), System.nanoTime());
        }
    }

    /** Answers a probe: the server is there; whether ZooKeeper is too stands in the answer. */
    void health(Context request) {
        boolean reached;
        synchronized (this) {
            reached = connected;
        }
        Answers.json(request, Documents.object().put("status", "up").put("zookeeper", reached ? "connected" : "away"));
    }

    private void keep(ScopeEvent event) {
        events.addLast(event);
        if (events.size() > EVENTS) {
            events.removeFirst();
        }
    }

    private void add(ObjectNode data) {
        messages.addLast(new Message(++number, "change", Documents.text(data)));
        if (messages.size() > MESSAGES) {
            messages.removeFirst();
        }
    }

    private ObjectNode change(ScopeUpdate update, List<ScopeEvent> news) {
        ObjectNode json = standing();
        json.set("children", Documents.array(update.children(), this::child));
        json.set("gone", Documents.texts(update.gone()));
        json.set("events", Documents.array(news, Documents::event));
        return json;
    }

    private ObjectNode snapshot() {
        ObjectNode json = standing();
        json.set("children", Documents.array(children.values(), this::child));
        List<ScopeEvent> all = new ArrayList<>(events);
        List<ScopeEvent> last = all.subList(Math.max(0, all.size() - EVENTS_AT_FIRST), all.size());
        json.set("events", Documents.array(last, Documents::event));
        return json;
    }

    private ObjectNode child(ChildInfo child) {
        return Documents.child(child).put("forMillis", millisSince(since.getOrDefault(child.id(), System.nanoTime())));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private ObjectNode standing() {
        ObjectNode json = Documents.object();
        json.put("scope", scope);
        json.put("connected", connected);
        json.put("awayForMillis", connected ? 0 : millisSince(awayNanos));
        json.put("childrenStopAfterMillis", sessionTimeout.toMillis() * 2 / 3);
        json.put("rebalancingPaused", rebalancingPaused);
        json.set("members", Documents.array(members, Documents::member));
        return json;
    }
}
