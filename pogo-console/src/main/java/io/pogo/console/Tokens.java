package io.pogo.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What one must know to steer through the web console. */
final class Tokens {
    private static final int BYTES = 16;
    private static final int SHORTEST = 16;

    private Tokens() {}

    /** 128 bits that nobody can guess. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void check(String token) {
        if (token.length() < SHORTEST || !token.matches("[A-Za-z0-9._~+/=-]+")) {
            throw new IllegalArgumentException(
                    "the token must be " + SHORTEST + " characters or more, letters, digits and . _ ~ + / = - only");
        }
    }

    /** Takes as long whatever is different. */
    static boolean isSame(String token, String other) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
