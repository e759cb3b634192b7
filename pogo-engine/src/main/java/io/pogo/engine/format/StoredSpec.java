package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import io.pogo.core.Placement;
import io.pogo.core.WantedChild;
import io.pogo.core.sets.SetContent;
import io.pogo.engine.base.Printable;
import io.pogo.engine.store.Znode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child spec as it is stored.
 *
 * @param id the child, from the znode's name
 * @param czxid the identity of this spec
 * @param version the znode's version, for conditional writes
 * @param revision rises when the child is to be run afresh
 * @param startedBy for a temporary child: the node and token of its one run, null before it
 * @param desired the desired state of the child
 * @param pin the node and session to which a user moved the child
 * @param set the declared set that the child belongs to, null if it is loose
 * @param format the format in which it is stored
 * @param bytes the number of stored bytes, 0 if unknown
 * @param spec the spec, null if it could not be read
 * @param problem the reason why it could not be read, or null
 */
public record StoredSpec(
        String id,
        long czxid,
        int version,
        int revision,
        @Nullable String startedBy,
        Desired desired,
        Optional<Pin> pin,
        @Nullable String set,
        int format,
        int bytes,
        @Nullable ChildSpec spec,
        @Nullable String problem) {

    /** The identity of a spec that has never been read. */
    public static final long UNKNOWN = 0;

    private static final int ANY_VERSION = -1;

    public static byte[] encode(ChildSpec spec) {
        return SpecFormat.bytes(SpecJson.write(spec));
    }

    /** Returns the content of a new spec of a child that belongs to a set. */
    public static byte[] encode(ChildSpec spec, String set) {
        ObjectNode json = SpecJson.write(spec);
        SpecChanges.enter(set, json);
        return SpecFormat.bytes(json);
    }

    /**
     * Returns the digest of a spec. It is stored, so it must stay the same in all versions of Pogo: fields that are
     * added later must not be written while they have their default value.
     */
    public static String digest(ChildSpec spec) {
        return SetContent.digest(encode(spec));
    }

    public static StoredSpec decode(String id, Znode znode) {
        if (znode.isSealed()) {
            return sealed(id, null);
        }
        try {
            ObjectNode json = Json.parse(znode.data());
            int format = SpecFormat.check(json);
            return new StoredSpec(
                    id,
                    znode.czxid(),
                    znode.version(),
                    Json.smallNumber(json, "revision"),
                    json.has("startedBy") ? Printable.of(Json.text(json, "startedBy")) : null,
                    SpecJson.desired(json),
                    SpecJson.pin(json),
                    SpecJson.set(json),
                    format,
                    znode.data().length,
                    SpecJson.read(id, json),
                    null);
        } catch (BadData e) {
            return unreadable(id, znode, "its spec cannot be read: it " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return unreadable(id, znode, "its spec cannot be read: " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Returns a spec that this client may not read: with the identity that is known, if any, and without content, so
     * that the child is never placed anew.
     */
    public static StoredSpec sealed(String id, @Nullable StoredSpec known) {
        return new StoredSpec(
                id,
                known == null ? UNKNOWN : known.czxid(),
                known == null ? ANY_VERSION : known.version(),
                0,
                null,
                Desired.RUNNING,
                Optional.empty(),
                known == null ? null : known.set(),
                SpecFormat.FIRST,
                known == null ? 0 : known.bytes(),
                null,
                "its spec cannot be read: this client has no permission");
    }

    private static StoredSpec unreadable(String id, Znode znode, String problem) {
        return new StoredSpec(
                id,
                znode.czxid(),
                znode.version(),
                0,
                null,
                Desired.RUNNING,
                Optional.empty(),
                null,
                SpecFormat.FIRST,
                znode.data().length,
                null,
                problem);
    }

    /** Returns the stored data, marked as completed; the revision stays. */
    public static byte[] completed(Znode znode) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        SpecChanges.complete(json);
        return SpecFormat.bytes(json);
    }

    /** Returns the stored data, marked as started; the revision stays. */
    public static byte[] withStartedBy(Znode znode, String startedBy) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        json.put("startedBy", startedBy);
        return SpecFormat.bytes(json);
    }

    /** Returns the content of a spec without the mark that the child was started. */
    public static byte[] withoutStartedBy(Znode znode) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        json.remove("startedBy");
        return SpecFormat.bytes(json);
    }

    /** Returns the child in the form in which the planner takes it. */
    public WantedChild wanted(int lockBytes) {
        if (spec == null) {
            return new WantedChild(id, czxid, revision, false, "", Restart.PERMANENT, false, lockBytes);
        }
        return new WantedChild(id, czxid, revision, true, spec.type(), spec.restart(), startedBy != null, lockBytes)
                .with(desired, Placement.of(spec, pin, format));
    }
}
