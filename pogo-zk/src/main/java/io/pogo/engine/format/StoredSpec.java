package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import io.pogo.core.Placement;
import io.pogo.core.WantedChild;
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
 * @param revision rises when the child shall be run afresh
 * @param startedBy for a temporary child: the node and token of its one run, null before it
 * @param desired what is wanted of the child
 * @param pin where somebody moved it to
 * @param format the format that it is stored in
 * @param bytes how many bytes are stored, 0 where that is not known
 * @param spec the spec, null if it could not be read
 * @param problem why it could not be read
 */
public record StoredSpec(
        String id,
        long czxid,
        int version,
        int revision,
        @Nullable String startedBy,
        Desired desired,
        Optional<Pin> pin,
        int format,
        int bytes,
        @Nullable ChildSpec spec,
        @Nullable String problem) {

    /** The identity of a spec that nobody has been able to read. */
    public static final long UNKNOWN = 0;

    private static final int ANY_VERSION = -1;

    public static byte[] encode(ChildSpec spec) {
        return SpecFormat.bytes(SpecJson.write(spec));
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

    /** One that this client may not read: still what it was, as far as that is known, and never to be placed anew. */
    public static StoredSpec sealed(String id, @Nullable StoredSpec known) {
        return new StoredSpec(
                id,
                known == null ? UNKNOWN : known.czxid(),
                known == null ? ANY_VERSION : known.version(),
                0,
                null,
                Desired.RUNNING,
                Optional.empty(),
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
                SpecFormat.FIRST,
                znode.data().length,
                null,
                problem);
    }

    /** The stored data, marked as completed; the revision stays. */
    public static byte[] completed(Znode znode) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        SpecChanges.complete(json);
        return SpecFormat.bytes(json);
    }

    /** The stored data, marked as started; the revision stays. */
    public static byte[] withStartedBy(Znode znode, String startedBy) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        json.put("startedBy", startedBy);
        return SpecFormat.bytes(json);
    }

    /** As the planner sees it. */
    public WantedChild wanted(int lockBytes) {
        if (spec == null) {
            return new WantedChild(id, czxid, revision, false, "", Restart.PERMANENT, false, lockBytes);
        }
        return new WantedChild(id, czxid, revision, true, spec.type(), spec.restart(), startedBy != null, lockBytes)
                .with(desired, Placement.of(spec, pin, format));
    }
}
