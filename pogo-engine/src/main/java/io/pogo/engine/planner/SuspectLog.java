package io.pogo.engine.planner;

import io.pogo.MemberEvent;
import io.pogo.core.Suspect;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSuspects;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Squatters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the suspect nodes, for the listings and for the next planner, and reports changes. Each write checks that this
 * node is still the planner. All on the loop.
 */
final class SuspectLog {
    private static final Logger log = LoggerFactory.getLogger(SuspectLog.class);
    private static final int ANY_VERSION = -1;

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final String guard;
    private final Events events;
    private final String logPrefix;
    private @Nullable Set<Suspect> known;
    private Map<String, String> writtenOver = Map.of();
    private Map<String, String> written = Map.of();
    private boolean writing;

    SuspectLog(EventLoop loop, Session session, ScopePaths paths, String guard, Events events, String logPrefix) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.guard = guard;
        this.events = events;
        this.logPrefix = logPrefix;
    }

    /** Forgets the write in flight after a reconnect; the stored nodes are then compared again. */
    void reset() {
        writing = false;
        written = Map.of();
        writtenOver = Map.of();
    }

    /** Stores these suspects if the stored data, given by path, differs. */
    void adjust(Set<Suspect> suspects, Map<String, String> stored) {
        report(suspects);
        Map<String, String> wanted = StoredSuspects.encode(suspects, paths);
        boolean isUnderWay = writing || (wanted.equals(written) && stored.equals(writtenOver));
        if (isUnderWay || wanted.equals(stored)) {
            return;
        }
        writing = true;
        written = wanted;
        writtenOver = Map.copyOf(stored);
        loop.when(write(wanted, stored), (done, failure) -> {
            writing = false;
            if (failure != null) {
                log.debug("{} what is stored of suspect nodes was not changed", logPrefix, Futures.cause(failure));
                loop.after(Failures.UNTIL_MENDED, this::reset);
            }
        });
    }

    private CompletableFuture<?> write(Map<String, String> wanted, Map<String, String> stored) {
        List<Write> operations = new ArrayList<>(List.of(Write.exists(guard)));
        wanted.forEach((path, data) -> {
            byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
            if (!stored.containsKey(path)) {
                operations.add(Write.create(path, bytes));
            } else if (!data.equals(stored.get(path))) {
                operations.add(Write.put(path, bytes, ANY_VERSION));
            }
        });
        stored.keySet().stream()
                .filter(path -> !wanted.containsKey(path))
                .forEach(path -> operations.add(Write.delete(path, ANY_VERSION)));
        return CompletableFuture.allOf(
                Layout.createIfMissing(session, paths.control(), new byte[0]),
                Layout.createIfMissing(session, paths.suspects(), new byte[0]),
                wanted.keySet().stream()
                        .findFirst()
                        .map(path -> Squatters.outOfTheWay(session, path, session.write(operations)))
                        .orElseGet(() -> session.write(operations)));
    }

    private void report(Set<Suspect> suspects) {
        events.instruments().suspects(suspects.size());
        Set<Suspect> before = known == null ? suspects : known;
        known = suspects;
        missing(suspects, before).forEach(suspect -> {
            log.warn(
                    "{} node {} is suspect for type \"{}\": {} children failed there that run elsewhere; one at a"
                            + " time is"
                            + " tried there. Repair the node and restart it, or end the suspicion with undrain",
                    logPrefix,
                    suspect.nodeId(),
                    suspect.type(),
                    suspect.children());
            events.emit(new MemberEvent(MemberEvent.Type.SUSPECT, suspect.nodeId()));
        });
        missing(before, suspects).forEach(suspect -> {
            log.info("{} node {} is not suspect for type \"{}\" any more", logPrefix, suspect.nodeId(), suspect.type());
            events.emit(new MemberEvent(MemberEvent.Type.TRUSTED, suspect.nodeId()));
        });
    }

    /** Returns the suspects of the first set that are not in the second, whatever number of children each counts. */
    private static List<Suspect> missing(Set<Suspect> of, Set<Suspect> among) {
        Set<List<Object>> there = among.stream().map(SuspectLog::site).collect(Collectors.toSet());
        return of.stream().filter(suspect -> !there.contains(site(suspect))).toList();
    }

    private static List<Object> site(Suspect suspect) {
        return List.of(suspect.nodeId(), suspect.session(), suspect.type());
    }
}
