package io.pogo.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The schedule of the kills: all nodes run, a while later one node is killed, its children are taken over, a while
 * later it is started again, all run, a while later the next node is killed. Time comes in as an argument.
 */
final class KillScript {
    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(30);
    /** The shortest calm phase that leaves time for an outage to end and be seen before the next node is killed. */
    private static final Duration LEAST_CALM = Duration.ofSeconds(10);

    private final KillTiming timing;
    private final List<String> nodes;
    private final Instant end;
    private Phase phase = Phase.GATHERING;
    private Instant since = Instant.EPOCH;
    private Duration calm;
    private int kills;

    private enum Phase {
        GATHERING,
        CALM,
        TAKING_OVER,
        ONE_LESS
    }

    /** The actions on a node. */
    enum Kind {
        KILL,
        START
    }

    /**
     * A step of the schedule.
     *
     * @param kind the action
     * @param node the node that it is for
     */
    record Step(Kind kind, String node) {}

    KillScript(KillTiming timing, List<String> nodes, Instant end) {
        this.timing = timing;
        this.nodes = List.copyOf(nodes);
        this.end = end;
        this.calm = timing.first();
    }

    /** Returns the step that is due now, if there is one. */
    Optional<Step> next(Instant now, DemoState state) {
        return switch (phase) {
            case GATHERING -> {
                boolean whole = state.allRun() && nodes.stream().allMatch(state::isRunning);
                yield whole ? enter(Phase.CALM, now) : Optional.empty();
            }
            case CALM -> {
                boolean due = !now.isBefore(since.plus(calm)) && state.allRun();
                boolean worth = nodes.size() > 1 && !now.plus(timing.spare()).isAfter(end);
                yield due && worth ? kill(now) : Optional.empty();
            }
            case TAKING_OVER -> {
                boolean over = state.allRun() || now.isAfter(since.plus(LONGEST_TAKEOVER));
                yield over ? enter(Phase.ONE_LESS, now) : Optional.empty();
            }
            case ONE_LESS -> now.isBefore(since.plus(timing.down())) ? Optional.empty() : start(now);
        };
    }

    /**
     * Returns how long all nodes have been running, in a calm phase that is long enough for a service outage; zero
     * otherwise.
     */
    Duration calm(Instant now) {
        return phase == Phase.CALM && calm.compareTo(LEAST_CALM) >= 0 ? Duration.between(since, now) : Duration.ZERO;
    }

    /** Returns the number of nodes that have been killed. */
    int kills() {
        return kills;
    }

    private Optional<Step> kill(Instant now) {
        kills++;
        enter(Phase.TAKING_OVER, now);
        return Optional.of(new Step(Kind.KILL, victim()));
    }

    private Optional<Step> start(Instant now) {
        calm = timing.next();
        enter(Phase.GATHERING, now);
        return Optional.of(new Step(Kind.START, victim()));
    }

    /** The second node first, then one after the other. */
    private String victim() {
        return nodes.get(kills % nodes.size());
    }

    private Optional<Step> enter(Phase next, Instant now) {
        phase = next;
        since = now;
        return Optional.empty();
    }
}
