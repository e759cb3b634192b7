package io.pogo.core.sets;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.pogo.core.ZnodeNames;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a set: the digest of each child's spec, by bucket and id. A bucket is that of the child's znodes, so
 * that a set of any size has at most 256, and two contents are compared by the digests of their buckets.
 */
public final class SetContent {
    private static final int DIGEST_LENGTH = 32;
    private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

    /** The content without children. */
    public static final SetContent EMPTY = of(Map.of());

    private final SortedMap<String, SortedMap<String, String>> buckets;
    private final SortedMap<String, String> bucketDigests;
    private final String digest;
    private final int size;

    private SetContent(SortedMap<String, SortedMap<String, String>> buckets) {
        this.buckets = buckets;
        SortedMap<String, String> digests = new TreeMap<>();
        buckets.forEach((bucket, children) -> digests.put(bucket, digest(children)));
        this.bucketDigests = Collections.unmodifiableSortedMap(digests);
        this.digest = digest(digests);
        this.size = buckets.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * Returns the content with these children.
     *
     * @param children the digest of each child's spec, by id
     * @return the content
     */
    public static SetContent of(Map<String, String> children) {
        SortedMap<String, SortedMap<String, String>> buckets = new TreeMap<>();
        children.forEach((id, digest) -> buckets.computeIfAbsent(ZnodeNames.bucket(id), bucket -> new TreeMap<>())
                .put(id, digest));
        return new SetContent(buckets);
    }

    /**
     * Returns the digest of some bytes.
     *
     * @param bytes the bytes
     * @return 32 hexadecimal digits
     */
    public static String digest(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString().substring(0, DIGEST_LENGTH);
    }

    private static String digest(SortedMap<String, String> texts) {
        Hasher hasher = Hashing.sha256().newHasher();
        texts.forEach((name, text) -> hasher.putString(name, StandardCharsets.UTF_8)
                .putByte((byte) 0)
                .putString(text, StandardCharsets.UTF_8)
                .putByte((byte) 0));
        return hasher.hash().toString().substring(0, DIGEST_LENGTH);
    }

    /**
     * Returns the children of a bucket.
     *
     * @param bucket the bucket
     * @return the digest of each child's spec, by id; empty if the set has none there
     */
    public SortedMap<String, String> bucket(String bucket) {
        return buckets.getOrDefault(bucket, NONE);
    }

    /**
     * Returns the digest of each bucket that has children.
     *
     * @return the digests, by bucket
     */
    public SortedMap<String, String> bucketDigests() {
        return bucketDigests;
    }

    /**
     * Returns the digest of the whole content.
     *
     * @return 32 hexadecimal digits, the same for equal contents
     */
    public String digest() {
        return digest;
    }

    /**
     * Returns the number of children.
     *
     * @return zero or more
     */
    public int size() {
        return size;
    }
}
