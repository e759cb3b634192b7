package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.SetInfo;
import io.pogo.core.sets.SetContent;
import io.pogo.core.sets.SetState;
import io.pogo.core.sets.SetVerdict;
import io.pogo.engine.store.Znode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The record of a declared set: the latest declaration, by digests. Below it stand the records of its children, one for
 * each bucket, and the stamp of the declaration.
 *
 * @param version the version of the declaration
 * @param children the number of children that it has
 * @param digest the digest of its content
 * @param state the state of its execution
 * @param stamp the random name by which its transactions prove that it still is the latest
 * @param buckets the digest of each bucket; they describe what stands only if the state is COMPLETE
 */
public record StoredSet(
        long version, int children, String digest, SetState state, String stamp, SortedMap<String, String> buckets) {
    private static final Pattern STAMP = Pattern.compile("[0-9a-f-]{1,40}");
    private static final String CHILDREN = "children";

    /** Returns the record of the declaration of a content. */
    public static StoredSet of(long version, SetContent content, SetState state, String stamp) {
        return new StoredSet(version, content.size(), content.digest(), state, stamp, content.bucketDigests());
    }

    /** Returns the record of the same declaration in another state. */
    public StoredSet in(SetState other) {
        return new StoredSet(version, children, digest, other, stamp, buckets);
    }

    public SetVerdict.Standing standing() {
        return new SetVerdict.Standing(version, digest, state);
    }

    public SetInfo info(String name) {
        return new SetInfo(name, version, children, state == SetState.COMPLETE);
    }

    public byte[] encode() {
        ObjectNode json = Json.object();
        json.put("version", version);
        json.put("state", Json.word(state));
        json.put(CHILDREN, children);
        json.put("digest", digest);
        json.put("stamp", stamp);
        json.set("buckets", Json.object(buckets));
        return Json.bytes(json);
    }

    public static StoredSet decode(Znode znode) throws BadData {
        ObjectNode json = Json.parse(znode.data());
        long version = Json.number(json, "version");
        String stamp = Json.text(json, "stamp");
        if (version < 0 || !STAMP.matcher(stamp).matches()) {
            throw new BadData("has a negative version or an odd stamp");
        }
        return new StoredSet(
                version,
                Json.smallNumber(json, CHILDREN),
                Json.text(json, "digest"),
                Json.word(SetState.class, json, "state"),
                stamp,
                new TreeMap<>(Json.textMap(json, "buckets")));
    }

    /** Returns the content of the record of a bucket: the digest of the spec that the set gave to each child, by id. */
    public static byte[] encodeBucket(SortedMap<String, String> children) {
        ObjectNode json = Json.object();
        json.set(CHILDREN, Json.object(children));
        return Json.bytes(json);
    }

    /** Returns the digest of each child's spec, by id; empty if the record cannot be read. */
    public static Optional<SortedMap<String, String>> decodeBucket(Znode znode) {
        try {
            return Optional.of(new TreeMap<>(Json.textMap(Json.parse(znode.data()), CHILDREN)));
        } catch (BadData e) {
            return Optional.empty();
        }
    }
}
