package io.pogo.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The tokens that authorize changes through the web console. */
final class Tokens {
    private static final int BYTES = 16;
    private static final int SHORTEST = 16;

    private Tokens() {}

    /** Returns a random token of 128 bits. */
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

    /** Returns whether two tokens are equal, in a time that does not depend on the position of the difference. */
    static boolean isSame(String token, String other) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
