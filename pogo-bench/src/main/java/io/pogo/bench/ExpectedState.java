package io.pogo.bench;

import io.pogo.Restart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The harness's knowledge of the children that are wanted, from the outcomes of its own calls, as far as these are
 * certain.
 */
final class ExpectedState {
    /** The state of a child in the harness's knowledge. */
    enum State {
        /** The child is wanted. */
        WANTED,
        /** The child is not wanted. */
        UNWANTED,
        /** The last call had no certain outcome; or the child was wanted and ends by itself, so that it may be gone. */
        UNKNOWN
    }

    /** The longest time for which a request of unknown outcome may still be on its way. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final History history;
    private final Map<String, ChildKind> kinds = new TreeMap<>();
    private final Map<String, State> states = new TreeMap<>();
    private final Map<String, Long> busyUntil = new TreeMap<>();

    ExpectedState(int children, History history) {
        this.history = history;
        for (int i = 0; i < children; i++) {
            ChildKind kind = ChildKind.of(i);
            String id = kind.childId(i);
            kinds.put(id, kind);
            states.put(id, State.UNWANTED);
        }
    }

    /** Removes the kinds of children that come and go by themselves. */
    synchronized void forgetUnsteady() {
        kinds.values().removeIf(kind -> !kind.staysUp());
        states.keySet().retainAll(kinds.keySet());
    }

    Map<String, ChildKind> kinds() {
        return kinds;
    }

    synchronized Map<String, State> states() {
        return new TreeMap<>(states);
    }

    synchronized long count(State state) {
        return states.values().stream().filter(state::equals).count();
    }

    /** Chooses a call that makes sense now, and reserves its child until its {@link #ended}; empty if there is none. */
    synchronized List<String> choose(Random random) {
        List<String> free = new ArrayList<>(kinds.keySet());
        free.removeIf(id -> busyUntil.containsKey(id) && busyUntil.get(id) - System.nanoTime() > 0);
        if (free.isEmpty()) {
            return List.of();
        }
        String child = free.get(random.nextInt(free.size()));
        String verb = verbFor(child, random);
        reserve(child);
        return List.of(verb, child);
    }

    private String verbFor(String child, Random random) {
        return switch (states.getOrDefault(child, State.UNKNOWN)) {
            case UNWANTED -> "start";
            case WANTED -> random.nextBoolean() ? "terminate" : "restart";
            case UNKNOWN -> {
                boolean restarts = kindOf(child).restart() == Restart.TRANSIENT && random.nextBoolean();
                yield random.nextBoolean() ? "start" : restarts ? "restart" : "terminate";
            }
        };
    }

    private ChildKind kindOf(String child) {
        return Objects.requireNonNull(kinds.get(child), child);
    }

    synchronized void reserve(String child) {
        busyUntil.put(child, System.nanoTime() + TimeUnit.DAYS.toNanos(1));
    }

    synchronized boolean isIdle() {
        return busyUntil.values().stream().noneMatch(until -> until - System.nanoTime() > LATE_NANOS);
    }

    /** A call was answered. */
    synchronized void ended(String verb, String child, String answer, long began, String process, long number) {
        State before = states.getOrDefault(child, State.UNKNOWN);
        busyUntil.remove(child);
        history.tell(History.What.CALL, child, began, verb, answer, process, number);
        switch (answer) {
            case "ACCEPTED" -> becomes(child, before, State.WANTED, before == State.WANTED, verb, answer);
            case "ALREADY_PRESENT" -> becomes(child, before, State.WANTED, before == State.UNWANTED, verb, answer);
            case "TERMINATED" -> becomes(child, before, State.UNWANTED, before == State.UNWANTED, verb, answer);
            case "NOT_THERE" -> becomes(child, before, State.UNWANTED, before == State.WANTED, verb, answer);
            case "RESTARTED" -> becomes(child, before, State.WANTED, before == State.UNWANTED, verb, answer);
            case "UNAVAILABLE" -> {
                // nothing was done
            }
            default -> {
                if (!verb.equals("restart")) {
                    states.put(child, State.UNKNOWN);
                }
                busyUntil.put(child, System.nanoTime() + LATE_NANOS);
            }
        }
    }

    /**
     * Sets the state of a child by the final content of ZooKeeper, if it is unknown; at each call for a child that ends
     * by itself.
     */
    synchronized void settle(String child, boolean stored) {
        if (kindOf(child).isFinite() || states.get(child) == State.UNKNOWN) {
            states.put(child, stored ? State.WANTED : State.UNWANTED);
        }
    }

    private void becomes(String child, State before, State after, boolean contradicts, String verb, String answer) {
        if (contradicts) {
            history.tell(History.What.CONTRADICTION, child, verb, answer, "though", before);
        }
        states.put(child, after == State.WANTED && kindOf(child).isFinite() ? State.UNKNOWN : after);
    }
}
