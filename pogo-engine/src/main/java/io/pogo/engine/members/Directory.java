package io.pogo.engine.members;

import io.pogo.MemberInfo;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.MemberData;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the members and their offers.
 *
 * <p>The directory does not prove that a member lives: its entry may be deleted and created again at every reconnect,
 * and may be left deleted. So this class monitors this node's entry and registers it again when it is missing. The loop
 * replaces the entries as a whole; they may be read on any thread.
 */
public final class Directory {
    private static final Logger log = LoggerFactory.getLogger(Directory.class);
    private static final long ANY = 0;

    private static final Duration REPAIR_DELAY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final String logPrefix;
    private final Runnable onChange;
    private final Registry registry;
    private volatile Map<String, MemberData> entries = Map.of();
    private final MemberNews news;
    private MemberData self;
    /** The session of the present stay. */
    private long stay = ANY;

    /** The session that owns this node's entry, 0 if there is none. */
    private long owner;

    private boolean ordered;
    private boolean leaving;
    private boolean following;
    private boolean registered;
    private boolean repairing;

    /**
     * Creates a directory that does not follow the entries yet.
     *
     * @param registries creates the access to the entries, with the action to run after each change
     */
    public Directory(
            EventLoop loop,
            Events events,
            Function<Runnable, Registry> registries,
            String logPrefix,
            MemberData self,
            Runnable onChange) {
        this.loop = loop;
        this.news = new MemberNews(loop, events);
        this.logPrefix = logPrefix;
        this.self = self;
        this.onChange = onChange;
        this.registry = registries.apply(() -> loop.execute(this::refresh));
    }

    /**
     * Follows the directory and registers this node in it, as far as that is not done yet.
     *
     * @param session the session of this stay, which owns this node's entry
     */
    public CompletableFuture<Void> enter(long session) {
        stay = session;
        return registry.follow()
                .thenRunAsync(this::followed, loop)
                .thenComposeAsync(ready -> isRegistered() ? CompletableFuture.completedFuture(null) : register(), loop);
    }

    private void followed() {
        following = true;
        refresh();
    }

    /** Records that the stay is over; the entry may soon belong to the next session. */
    public void stayIsOver() {
        stay = ANY;
    }

    private CompletableFuture<Void> register() {
        registered = true;
        self = self.joining(Instant.ofEpochMilli(WallClock.millis()));
        return registry.register(self);
    }

    /** Announces that this node gives its children away because it is about to leave. */
    public CompletableFuture<Void> announceDraining() {
        leaving = true;
        return announce();
    }

    /** Records whether this node is ordered to give its children away, and announces a change. */
    public void drainIsOrdered(boolean isOrdered) {
        ordered = isOrdered;
        if (self.info().draining() != (ordered || leaving)) {
            log.info(
                    "{} {}", logPrefix, ordered ? "is drained: it gives its children away" : "is not drained any more");
            loop.when(announce(), (done, failure) -> {
                if (failure != null) {
                    log.debug("{} its entry is written when it is registered again", logPrefix, failure);
                }
            });
        }
    }

    private CompletableFuture<Void> announce() {
        self = self.draining(ordered || leaving);
        return registry.update(self);
    }

    /** Ends without a request to ZooKeeper, which cannot be reached: the znodes of this node end with its session. */
    public void abandon() {
        registered = false;
        registry.abandon();
    }

    /** Removes this node from the directory, and ends; steps that exceed the limit continue in the background. */
    public CompletableFuture<Void> close(Duration limit) {
        registered = false;
        return registry.close(limit);
    }

    /** Returns the incarnation, which distinguishes this supervisor from every other one with its node id. */
    public String incarnation() {
        return self.incarnation();
    }

    /** Returns the sessions that have an entry, as far as is known. */
    public Set<Long> sessions() {
        return registry.entries().stream().map(Registry.Entry::session).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the readable and the unreadable members, by id. */
    public Map<String, MemberData> entries() {
        return entries;
    }

    public List<MemberInfo> members() {
        return entries.values().stream()
                .map(MemberData::info)
                .sorted(Comparator.comparing(MemberInfo::id))
                .toList();
    }

    private void refresh() {
        if (!following) {
            return;
        }
        Map<String, MemberData> now = new TreeMap<>();
        owner = 0;
        for (Registry.Entry entry : registry.entries()) {
            now.put(entry.member().info().id(), entry.member());
            if (entry.member().info().id().equals(self.info().id())) {
                owner = entry.session();
            }
        }
        entries = Map.copyOf(now);
        news.seen(now);
        repairIfMissing();
        onChange.run();
    }

    private void repairIfMissing() {
        if (registered && !repairing && !isRegistered()) {
            repairing = true;
            loop.after(REPAIR_DELAY, this::repair);
        }
    }

    private void repair() {
        repairing = false;
        if (registered && !isRegistered()) {
            log.warn("{} is missing in the directory and registers again", logPrefix);
            loop.when(register(), (done, failure) -> repairIfMissing());
        }
    }

    private boolean isRegistered() {
        MemberData entry = entries.get(self.info().id());
        return entry != null && entry.incarnation().equals(self.incarnation()) && (stay == ANY || stay == owner);
    }
}
