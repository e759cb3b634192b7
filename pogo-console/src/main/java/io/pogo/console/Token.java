package io.pogo.console;

import java.util.regex.Pattern;

/**
 * A token of the web console.
 *
 * @param name the name that the audit log has for the holder
 * @param access the access that it gives
 * @param secret the text that a request shows; never printed
 */
record Token(String name, Access access, String secret) {
    private static final int SHORTEST = 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    Token {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a token must be 1 to 64 letters, digits and . _ @ - characters");
        }
        if (secret.length() < SHORTEST || !SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "the token must be " + SHORTEST + " characters or more, letters, digits and . _ ~ + / = - only");
        }
    }

    /** Creates a token that is named after its access. */
    static Token unnamed(Access access, String secret) {
        return new Token(access.text(), access, secret);
    }

    /** Returns the name and the access, without the secret. */
    @Override
    public String toString() {
        return name + " (" + access.text() + ")";
    }
}
