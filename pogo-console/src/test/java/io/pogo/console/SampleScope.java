package io.pogo.console;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.Finding;
import io.pogo.MemberInfo;
import io.pogo.PlacementPreview;
import io.pogo.ScopeClient;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeWatch;
import io.pogo.StartOutcome;
import io.pogo.StartReason;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A scope without ZooKeeper: its client answers with samples, in which either everything is there that may be there, or
 * nothing is that may be absent; and keeps what was requested.
 */
final class SampleScope {
    static final String CHILD = "feed-7";
    private static final Instant TIME = Instant.parse("2026-03-01T09:30:00Z");

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final boolean full;
    private @Nullable Consumer<ScopeUpdate> listener;

    private SampleScope(boolean full) {
        this.full = full;
    }

    static SampleScope withEverything() {
        return new SampleScope(true);
    }

    static SampleScope withTheLeast() {
        return new SampleScope(false);
    }

    ScopeClient client() {
        return (ScopeClient) Proxy.newProxyInstance(
                SampleScope.class.getClassLoader(),
                new Class<?>[] {ScopeClient.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments == null ? new Object[0] : arguments));
    }

    /** Returns what was requested, and with which words, since the last time. */
    List<String> requests() {
        List<String> all = List.copyOf(requests);
        requests.clear();
        return all;
    }

    private @Nullable Object answer(String method, Object[] arguments) {
        return switch (method) {
            case "scope" -> "sample";
            case "watch" -> watch(arguments[0]);
            case "findChild" -> full ? Optional.of(child(ChildState.RUNNING, "node-a")) : Optional.empty();
            case "findSpec" -> full ? Optional.of(spec()) : Optional.empty();
            case "explain" -> explanation();
            case "previewPlacement" -> preview();
            case "check" -> List.of(new Finding(Finding.Kind.UNREADABLE, "/pogo/x", 1, "is not JSON", full));
            default -> {
                requests.add((method + " " + List.of(arguments)).replaceAll("ChildSpec.*", "spec"));
                yield method.equals("terminateChild")
                        ? (Object) true
                        : method.equals("startChild") ? StartOutcome.ACCEPTED : null;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private ScopeWatch watch(Object given) {
        listener = (Consumer<ScopeUpdate>) given;
        update(ScopeUpdate.Kind.SNAPSHOT, child(ChildState.RUNNING, "node-a"));
        change();
        return () -> {};
    }

    /** Moves the child, or pauses rebalancing, which is an event without anything. */
    void change() {
        update(ScopeUpdate.Kind.CHANGE, child(ChildState.RUNNING, "node-b"));
    }

    private void update(ScopeUpdate.Kind kind, ChildInfo child) {
        Objects.requireNonNull(listener)
                .accept(new ScopeUpdate(
                        kind,
                        List.of(child),
                        full ? Set.of("gone") : Set.of(),
                        List.of(member()),
                        !full && kind == ScopeUpdate.Kind.CHANGE));
    }

    ChildInfo child(ChildState state, String node) {
        return full
                ? new ChildInfo(CHILD, "feed", state, node, 0x2a, 2, 3, "it crashed", "feeds")
                : new ChildInfo(CHILD, "feed", ChildState.PAUSED, null, 0, 0, 1, null);
    }

    private MemberInfo member() {
        return new MemberInfo(
                "node-a",
                "host-a",
                Set.of("feed"),
                Map.of("zone", "a"),
                100,
                10,
                false,
                Set.of(),
                true,
                full ? "1.0.0" : null,
                full ? TIME : null);
    }

    private static ChildSpec spec() {
        return ChildSpec.of(CHILD, "feed")
                .withArgument("url", "x")
                .withRequiredLabel("zone", "a")
                .withWeight(2)
                .withSpreadGroup("feeds", "zone")
                .withKeepCompleted(true);
    }

    private ChildExplanation explanation() {
        return new ChildExplanation(
                CHILD,
                ChildState.RUNNING,
                full ? "node-a" : null,
                "it is the only node",
                Map.of("node-b", "it is full"),
                full ? "the planner" : null,
                List.of(new ChildExplanation.Transition(TIME, "started")));
    }

    private PlacementPreview preview() {
        return new PlacementPreview(
                List.of(new PlacementPreview.Move(CHILD, full ? "node-a" : null, "node-b", StartReason.MOVED)),
                Map.of("feed-8", "no node offers its type"));
    }
}
