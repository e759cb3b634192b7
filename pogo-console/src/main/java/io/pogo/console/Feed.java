package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the page is told: how the scope stands, what has changed since, what has happened. Written by the watch, read by a thread for
 * each browser; all under its own lock. A browser that cannot follow gets everything anew instead of what it missed.
 */
final class Feed {
    private static final int MESSAGES = 200;
    private static final int EVENTS = 20_000;
    private static final int EVENTS_AT_FIRST = 500;

    private final String scope;
    private final Story story = new Story();
    private final Map<String, ChildInfo> children = new TreeMap<>();
    private final Deque<ScopeEvent> events = new ArrayDeque<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private List<MemberInfo> members = List.of();
    private boolean rebalancingPaused;
    private boolean connected;
    private long number;
    private boolean closed;
    private @Nullable ScopeWatch watch;

    /**
     * Something to tell a browser.
     *
     * @param number counts the messages
     * @param event its kind
     * @param data JSON
     */
    record Message(long number, String event, String data) {}

    Feed(String scope) {
        this.scope = scope;
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

    /** What comes after a message, waiting for it if need be: nothing after that time, or when the feed was closed. */
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

    /** What was seen of one child, the oldest first. */
    synchronized List<ScopeEvent> eventsOf(String childId) {
        return events.stream().filter(event -> childId.equals(event.childId())).toList();
    }

    private synchronized void accept(ScopeUpdate update) {
        List<ScopeEvent> news = story.of(update, Instant.now());
        news.forEach(this::keep);
        connected = update.kind() != ScopeUpdate.Kind.DISCONNECTED;
        if (connected) {
            if (update.kind() == ScopeUpdate.Kind.SNAPSHOT) {
                children.clear();
            }
            children.keySet().removeAll(update.gone());
            update.children().forEach(child -> children.put(child.id(), child));
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
        json.set("children", Documents.array(update.children(), Documents::child));
        json.set("gone", Documents.texts(update.gone()));
        json.set("events", Documents.array(news, Documents::event));
        return json;
    }

    private ObjectNode snapshot() {
        ObjectNode json = standing();
        json.set("children", Documents.array(children.values(), Documents::child));
        List<ScopeEvent> all = new ArrayList<>(events);
        List<ScopeEvent> last = all.subList(Math.max(0, all.size() - EVENTS_AT_FIRST), all.size());
        json.set("events", Documents.array(last, Documents::event));
        return json;
    }

    private ObjectNode standing() {
        ObjectNode json = Documents.object();
        json.put("scope", scope);
        json.put("connected", connected);
        json.put("rebalancingPaused", rebalancingPaused);
        json.set("members", Documents.array(members, Documents::member));
        return json;
    }
}
