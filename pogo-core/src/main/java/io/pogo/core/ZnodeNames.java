package io.pogo.core;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns ids into names of znodes and back. A character that ZooKeeper forbids in a path, or that would make the path
 * hard to read in a shell, is written as {@code %XX} for each byte of its UTF-8 form; all other characters stay as they
 * are: {@code "a/b"} becomes {@code "a%2Fb"}. Different ids have different names.
 */
public final class ZnodeNames {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final List<String> BUCKETS = IntStream.range(0, 256)
            .mapToObj(i -> HexFormat.of().toHexDigits((byte) i))
            .toList();

    private ZnodeNames() {}

    /**
     * Returns the znode name of an id.
     *
     * @param id the id
     * @return a name that is one segment of a valid ZooKeeper path
     * @throws IllegalArgumentException if the id is empty or is not well-formed Unicode, which no valid id is
     */
    public static String escape(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an empty id has no znode name");
        }
        if (id.equals(".") || id.equals("..")) {
            return id.replace(".", "%2E");
        }
        if (isLiteral(id)) {
            return id;
        }
        StringBuilder name = new StringBuilder(id.length() + 8);
        id.codePoints().forEach(c -> append(name, c));
        return name.toString();
    }

    /**
     * Returns the id that has a znode name.
     *
     * @param name the name of a znode
     * @return the id, or empty if {@link #escape} never gives that name
     */
    public static Optional<String> unescape(String name) {
        return decode(name).filter(id -> !id.isEmpty() && escape(id).equals(name));
    }

    /**
     * Returns the bucket that a child's znodes are in.
     *
     * @param id the child's id
     * @return two lower-case hexadecimal digits, always the same for one id
     */
    public static String bucket(String id) {
        int hash = Hashing.murmur3_32_fixed()
                .hashString(id, StandardCharsets.UTF_8)
                .asInt();
        return BUCKETS.get(hash & 0xff);
    }

    private static void append(StringBuilder name, int c) {
        if (isSurrogate(c)) {
            throw new IllegalArgumentException("an id with half a surrogate pair has no znode name");
        }
        if (isLiteral(c)) {
            name.appendCodePoint(c);
            return;
        }
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            name.append('%').append(HEX.toHexDigits(b));
        }
    }

    /**
     * Returns whether a character stays as it is. See {@code PathUtils.validatePath} of ZooKeeper; a code point above
     * U+FFFF consists of characters that it forbids.
     */
    private static boolean isLiteral(int c) {
        return (c > ' ' && c < 0x7f && c != '%' && c != '/') || (c > 0x9f && c < 0xd800) || (c > 0xf8ff && c < 0xfff0);
    }

    /**
     * Returns whether all characters stay as they are. A loop instead of a stream, because each request calls this for
     * every id in it.
     */
    private static boolean isLiteral(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isLiteral(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /**
     * Decodes any name, including names that {@link #escape} would have written differently; bytes that are not valid
     * UTF-8 become U+FFFD.
     */
    private static Optional<String> decode(String name) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.put(encoded[i]);
            } else if (i + 2 < encoded.length
                    && HexFormat.isHexDigit(encoded[i + 1])
                    && HexFormat.isHexDigit(encoded[i + 2])) {
                bytes.put((byte) (HexFormat.fromHexDigit(encoded[++i]) << 4 | HexFormat.fromHexDigit(encoded[++i])));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }
}
