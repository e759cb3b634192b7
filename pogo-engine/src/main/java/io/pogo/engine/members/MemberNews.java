package io.pogo.engine.members;

import io.pogo.MemberEvent;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.MemberData;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events about changes in the directory, for the listeners. Used only on the loop. */
final class MemberNews {
    /** The time for which a member may be missing from the directory before it counts as gone. */
    private static final Duration REGISTERING = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Events events;
    private final Map<String, MemberData> announced = new HashMap<>();
    private Map<String, MemberData> present = Map.of();

    MemberNews(EventLoop loop, Events events) {
        this.loop = loop;
        this.events = events;
    }

    /** Compares the members with those announced before, and emits the events. */
    void seen(Map<String, MemberData> now) {
        present = now;
        now.forEach((id, member) ->
                change(announced.put(id, member), member).ifPresent(type -> events.emit(new MemberEvent(type, id))));
        announced.keySet().stream().filter(id -> !now.containsKey(id)).forEach(this::missed);
    }

    /**
     * Emits the event for a missing member. Waits first if the member was not leaving: it may only be registering
     * again, as ServiceDiscovery does at each reconnect.
     */
    private void missed(String id) {
        MemberData member = announced.get(id);
        Duration patience = member != null && member.info().draining() ? Duration.ZERO : REGISTERING;
        loop.after(patience, () -> {
            if (!present.containsKey(id) && announced.remove(id) != null) {
                events.emit(new MemberEvent(MemberEvent.Type.LEFT, id));
            }
        });
    }

    private static Optional<MemberEvent.Type> change(@Nullable MemberData before, MemberData now) {
        MemberData known = before != null && before.incarnation().equals(now.incarnation()) ? before : null;
        if (now.info().draining() && (known == null || !known.info().draining())) {
            return Optional.of(MemberEvent.Type.DRAINING);
        }
        if (known == null) {
            return Optional.of(MemberEvent.Type.JOINED);
        }
        boolean undrained = known.info().draining() && !now.info().draining();
        return undrained ? Optional.of(MemberEvent.Type.UNDRAINED) : Optional.empty();
    }
}
