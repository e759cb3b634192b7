package io.pogo.companion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that a node and its sidecar share. Each proves to the other that it knows the secret without sending it: a
 * process that listens on the sidecar's port while the sidecar is away must learn neither the secret nor anything of a
 * session.
 */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PROOF_BYTES = 32;
    private static final int LEAST_CHARACTERS = 16;
    private static final byte NODE = 'N';
    private static final byte SIDECAR = 'S';

    private final SecretKeySpec key;

    private Secret(String text) {
        key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Reads the secret.
     *
     * @param file holds it, and nothing else
     * @return the secret
     * @throws IllegalArgumentException if the file cannot be read, or holds less than 16 characters
     */
    public static Secret readFrom(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("the companion's secret cannot be read from " + file + ": " + e, e);
        }
        if (text.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("the companion's secret in " + file + " has " + text.length()
                    + " characters; it must have " + LEAST_CHARACTERS + " or more");
        }
        return new Secret(text);
    }

    /**
     * Proves to a sidecar that this is its node, and verifies that the other end is the sidecar.
     *
     * @param in the stream from the sidecar
     * @param out the stream to the sidecar
     * @throws IOException if one end does not accept the other's proof
     */
    public void proveAsNode(InputStream in, OutputStream out) throws IOException {
        byte[] theirs = random(in);
        byte[] ours = fresh();
        out.write(ours);
        out.write(proof(NODE, theirs, ours));
        out.flush();
        check(SIDECAR, theirs, ours, in);
    }

    /** The sidecar's part: has the client prove itself first, and then takes it if there is room. */
    void proveAsSidecar(InputStream in, OutputStream out, BooleanSupplier hasRoom) throws IOException {
        byte[] ours = fresh();
        out.write(ours);
        out.flush();
        byte[] theirs = random(in);
        check(NODE, ours, theirs, in);
        if (!hasRoom.getAsBoolean()) {
            throw new IOException("there is another one");
        }
        out.write(proof(SIDECAR, ours, theirs));
        out.flush();
    }

    private void check(byte role, byte[] ofSidecar, byte[] ofNode, InputStream in) throws IOException {
        if (!MessageDigest.isEqual(random(in), proof(role, ofSidecar, ofNode))) {
            throw new IOException("the other end has another secret");
        }
    }

    private byte[] proof(byte role, byte[] ofSidecar, byte[] ofNode) throws IOException {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(role);
            mac.update(ofSidecar);
            return mac.doFinal(ofNode);
        } catch (GeneralSecurityException e) {
            throw new IOException("no " + ALGORITHM, e);
        }
    }

    private static byte[] random(InputStream in) throws IOException {
        byte[] read = in.readNBytes(PROOF_BYTES);
        if (read.length < PROOF_BYTES) {
            throw new IOException("the other end hung up: it has another secret, or another client");
        }
        return read;
    }

    private static byte[] fresh() {
        byte[] bytes = new byte[PROOF_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
