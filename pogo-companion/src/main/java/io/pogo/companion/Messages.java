package io.pogo.companion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a node to its companion: the current session, and the farewell. A message is its length, its kind and
 * its content, and counts only when all of it has arrived.
 */
public final class Messages {
    private static final int FAREWELL = 0;
    private static final int SESSION = 1;
    private static final int MOST_BYTES = 1 << 20;

    private Messages() {}

    /**
     * A new session takes the place of the one before.
     *
     * @param notice the session
     * @return the message
     */
    public static byte[] session(SessionNotice notice) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(content);
            out.writeByte(SESSION);
            notice.writeTo(out);
            return framed(content.toByteArray());
        } catch (IOException e) {
            throw new IllegalArgumentException("the settings are too long for the companion: " + e.getMessage(), e);
        }
    }

    /**
     * The node ends in order: there is nothing to do.
     *
     * @return the message
     */
    public static byte[] farewell() {
        return framed(new byte[] {FAREWELL});
    }

    private static byte[] framed(byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Waits for a message; returns null if the stream ends first, even in the middle of a message. */
    static @Nullable Message read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] content;
        try {
            int length = in.readInt();
            if (length < 1 || length > MOST_BYTES) {
                throw new UnknownMessageException("a message of " + length + " bytes");
            }
            content = new byte[length];
            in.readFully(content);
        } catch (EOFException e) {
            return null;
        }
        return parsed(content);
    }

    private static Message parsed(byte[] content) throws UnknownMessageException {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
            int kind = in.readByte();
            if (kind == FAREWELL) {
                return new Message(null);
            }
            if (kind == SESSION) {
                return new Message(SessionNotice.readFrom(in));
            }
            throw new UnknownMessageException("a message of kind " + kind);
        } catch (UnknownMessageException e) {
            throw e;
        } catch (IOException e) {
            throw new UnknownMessageException("a message that cannot be read, " + e);
        }
    }

    /**
     * A message that was read.
     *
     * @param session the session; null for a farewell
     */
    record Message(@Nullable SessionNotice session) {}

    /** The other end is no node of this version of Pogo. */
    static final class UnknownMessageException extends IOException {
        private static final long serialVersionUID = 1;

        UnknownMessageException(String what) {
            super(what);
        }
    }
}
