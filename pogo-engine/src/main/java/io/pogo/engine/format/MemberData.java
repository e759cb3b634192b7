package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.core.Offer;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.base.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry with which a member announces itself in the directory.
 *
 * @param info the part that everyone sees
 * @param incarnation distinguishes two processes with the same node id
 * @param format the highest format of stored specs that the member reads
 */
public record MemberData(MemberInfo info, String incarnation, int format) {
    private static final int LONGEST_VERSION = 64;

    private static final Logger log = LoggerFactory.getLogger(MemberData.class);

    private enum State {
        ACTIVE,
        DRAINING
    }

    /** Checks a label; fails with a message that names the label and the rule that it breaks. */
    public static void checkLabel(String name, String value) {
        new MemberInfo("this node", "", Set.of(), Map.of(name, value), 0, 0, false);
    }

    /** Returns what the member offers to the planner. */
    public Offer offer() {
        return new Offer(info.types(), info.labels(), info.maxChildren(), info.capacity(), format);
    }

    /**
     * Returns the member with facts from outside its own entry: whether it is the planner, and the types for which it
     * is suspect.
     */
    public MemberData seen(boolean planner, Set<String> suspectTypes) {
        return with(info.draining(), suspectTypes, planner, info.joined());
    }

    public MemberData draining(boolean draining) {
        return with(draining, info.suspectTypes(), info.planner(), info.joined());
    }

    /** Returns the member with this time of joining, unless it has joined before. */
    public MemberData joining(Instant now) {
        return info.joined() != null ? this : with(info.draining(), info.suspectTypes(), info.planner(), now);
    }

    private MemberData with(boolean draining, Set<String> suspectTypes, boolean planner, @Nullable Instant joined) {
        return new MemberData(
                new MemberInfo(
                        info.id(),
                        info.address(),
                        info.types(),
                        info.labels(),
                        info.capacity(),
                        info.maxChildren(),
                        draining,
                        suspectTypes,
                        planner,
                        info.version(),
                        joined),
                incarnation,
                format);
    }

    /**
     * The serializer of entries. Never throws while reading, because Curator's caches let a serializer's exceptions
     * through to their threads. A member that cannot be read becomes a member with an id that no node can have, so that
     * it is visible in listings and belongs to no node.
     */
    public static final class Serializer {
        private final String logPrefix;

        /** Creates a serializer for any scope. */
        public Serializer() {
            this("[]");
        }

        /** Creates a serializer whose log lines begin with the scope and the node. */
        public Serializer(String logPrefix) {
            this.logPrefix = logPrefix;
        }

        public byte[] encode(MemberData member) {
            ObjectNode json = Json.object();
            json.put("id", member.info.id());
            json.put("address", member.info.address());
            new TreeSet<>(member.info.types()).forEach(json.withArray("types")::add);
            json.set("labels", Json.object(member.info.labels()));
            json.put("capacity", member.info.capacity());
            json.put("maxChildren", member.info.maxChildren());
            json.put("format", member.format);
            json.put("state", Json.word(member.info.draining() ? State.DRAINING : State.ACTIVE));
            json.put("incarnation", member.incarnation);
            if (member.info.version() != null) {
                json.put("version", member.info.version());
            }
            if (member.info.joined() != null) {
                json.put("joined", member.info.joined().toString());
            }
            return Json.bytes(json);
        }

        public MemberData decode(byte[] bytes) {
            try {
                return decode(Json.parse(bytes));
            } catch (BadData | IllegalArgumentException e) {
                return unreadable(bytes, String.valueOf(e.getMessage()));
            }
        }

        /** Reads an entry, whose id must be the name of its znode. */
        public MemberData decode(String path, byte[] bytes) {
            MemberData read = decode(bytes);
            boolean isNamed = read.incarnation().isEmpty() || read.info().id().equals(ScopePaths.lastSegment(path));
            return isNamed ? read : unreadable(bytes, "has the id of another member");
        }

        private MemberData unreadable(byte[] bytes, String problem) {
            log.warn("{} a member's znode cannot be read, it {}; it is passed over", logPrefix, Printable.of(problem));
            String id = "(unreadable " + Integer.toHexString(Arrays.hashCode(bytes)) + ")";
            return new MemberData(new MemberInfo(id, "", Set.of(), Map.of(), 0, 0, false), "", 0);
        }

        private static MemberData decode(ObjectNode json) throws BadData {
            String id = NodeIds.check(Json.text(json, "id"));
            int maxChildren = Json.smallNumber(json, "maxChildren");
            MemberInfo info = new MemberInfo(
                    id,
                    Printable.of(Json.text(json, "address")),
                    types(json),
                    json.has("labels") ? Json.textMap(json, "labels") : Map.of(),
                    json.has("capacity") ? Json.smallNumber(json, "capacity") : maxChildren,
                    maxChildren,
                    Json.word(State.class, json, "state") == State.DRAINING,
                    Set.of(),
                    false,
                    json.has("version") ? version(Json.text(json, "version")) : null,
                    json.has("joined") ? instant(Json.text(json, "joined")) : null);
            int format = json.has("format") ? Json.smallNumber(json, "format") : SpecFormat.FIRST;
            return new MemberData(info, Printable.of(Json.text(json, "incarnation")), format);
        }

        /**
         * Returns the version to show; null if it is too long. Version and time of joining are only shown, so that an
         * invalid one does not make the member unreadable.
         */
        private static @Nullable String version(String text) {
            return text.length() > LONGEST_VERSION ? null : Printable.of(text);
        }

        private static @Nullable Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private static Set<String> types(ObjectNode json) throws BadData {
            Set<String> types = new TreeSet<>();
            for (String type : Json.texts(json, "types")) {
                types.add(ChildSpec.of("any", type).type());
            }
            return Set.copyOf(types);
        }
    }
}
