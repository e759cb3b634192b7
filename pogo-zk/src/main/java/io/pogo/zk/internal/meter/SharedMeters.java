package io.pogo.zk.internal.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.pogo.engine.base.LogPrefix;
import io.pogo.engine.base.Threads;
import io.pogo.engine.base.UserThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one node id, for all supervisors that have it. A registry has one meter of a name and tags, for any
 * number of registrations: a supervisor that starts while another one of its node id closes, or that is refused, gets
 * the meters of that one. They stay until the last of the supervisors has left, and the gauges show the one that came
 * last.
 *
 * <p>The registry is the user's. It is called on one thread, in order, for all of these supervisors, so that nothing is
 * removed that another one has just registered. If the registry blocks, nobody waits for it longer than
 * {@link #PATIENCE}; what it throws is logged once.
 */
final class SharedMeters {
    private static final Logger log = LoggerFactory.getLogger(SharedMeters.class);

    /** The most calls that wait for a registry that blocks; others are not counted. */
    private static final int MOST_WAITING = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Guarded by itself, as is every change of the users of one; no call of the registry is made meanwhile. */
    private static final Map<Place, SharedMeters> SHARED = new HashMap<>();

    private final Place place;
    private final String logPrefix;
    private final UserThread thread;
    private volatile List<Meters> users = List.of();

    // On the thread.
    private final List<Meter> meters = new ArrayList<>();
    private @Nullable MeterSet set;
    private boolean isRegistered;
    private boolean broken;

    private record Place(MeterRegistry registry, String scope, String nodeId) {}

    private SharedMeters(Place place) {
        this.place = place;
        this.logPrefix = LogPrefix.of(place.scope(), place.nodeId());
        this.thread = new UserThread(Threads.factory(place.nodeId(), "meters"), MOST_WAITING);
    }

    /** Returns the meters of a node id for one more supervisor. */
    static SharedMeters of(MeterRegistry registry, String scope, String nodeId, Meters user) {
        synchronized (SHARED) {
            SharedMeters shared = SHARED.computeIfAbsent(new Place(registry, scope, nodeId), SharedMeters::new);
            List<Meters> more = new ArrayList<>(shared.users);
            more.add(user);
            shared.users = List.copyOf(more);
            return shared;
        }
    }

    /** Registers the meters on their thread, and waits a moment until that is done. */
    void awaitRegistered() {
        CountDownLatch done = new CountDownLatch(1);
        thread.call(() -> {
            turn(meters -> {});
            done.countDown();
        });
        await(done);
    }

    /**
     * Calls the registry when its turn has come; returns false if too many calls wait already, and then it is not made.
     */
    boolean call(Consumer<MeterSet> call) {
        return thread.call(() -> turn(call));
    }

    /** The supervisor makes no more calls. With the last one the meters go, after the calls that wait. */
    void leave(Meters user, Runnable whenDone) {
        synchronized (SHARED) {
            users = users.stream().filter(one -> one != user).toList();
        }
        thread.call(() -> {
            turn(meters -> {});
            whenDone.run();
        });
    }

    /** Waits for the thread's answer, but not long. Keeps an interrupt. */
    static void await(CountDownLatch answer) {
        try {
            var unused = answer.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Logs the first failure. On the thread. */
    void harmless(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            if (!broken) {
                broken = true;
                log.warn("{} a meter failed; no more is said of others that do", logPrefix, e);
            }
        }
    }

    private void turn(Consumer<MeterSet> call) {
        MeterSet present = registeredIfUsed();
        if (present != null) {
            harmless(() -> call.accept(present));
        }
        // Not by the leave's own turn alone, which finds no room if the line is full.
        if (users.isEmpty() && thread.isLastCall()) {
            remove();
        }
    }

    private @Nullable MeterSet registeredIfUsed() {
        if (!isRegistered && !users.isEmpty()) {
            isRegistered = true;
            harmless(() -> set = register());
        }
        return set;
    }

    private MeterSet register() {
        Tags tags = Tags.of("scope", place.scope(), "node", place.nodeId());
        return new MeterSet(place.registry(), tags, this::shown, meters);
    }

    private void remove() {
        meters.forEach(meter -> harmless(() -> place.registry().remove(meter)));
        meters.clear();
        set = null;
        isRegistered = false;
        synchronized (SHARED) {
            // One that has come meanwhile has a turn after this one, and registers them again.
            if (users.isEmpty()) {
                SHARED.remove(place, this);
                thread.close();
            }
        }
    }

    /** The value of the supervisor that came last. */
    private long shown(ToLongFunction<Meters> value) {
        List<Meters> now = users;
        return now.isEmpty() ? 0 : value.applyAsLong(now.get(now.size() - 1));
    }
}
