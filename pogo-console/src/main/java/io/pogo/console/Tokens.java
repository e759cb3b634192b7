package io.pogo.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens that a web console accepts. Names and secrets are unique. */
final class Tokens {
    private static final int BYTES = 16;
    private static final String BEARER = "Bearer ";

    private final List<Token> tokens;

    private Tokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /**
     * Returns tokens of which each has a name and a secret of its own.
     *
     * @throws IllegalArgumentException if there is none, or two have the same name or secret
     */
    static Tokens of(List<Token> tokens) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("there is no token");
        }
        Set<String> names = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (Token token : tokens) {
            if (!names.add(token.name())) {
                throw new IllegalArgumentException("two tokens have the name \"" + token.name() + "\"");
            }
            if (!secrets.add(token.secret())) {
                throw new IllegalArgumentException("token \"" + token.name() + "\" equals another token");
            }
        }
        return new Tokens(tokens);
    }

    /** Returns one token with full access, made at random. */
    static Tokens generated() {
        return of(List.of(Token.unnamed(Access.FULL, random())));
    }

    /**
     * Reads tokens from text: one a line, with or without a name in front ({@code alice 3q2-7wEt...}). Empty lines and
     * lines that begin with {@code #} are comments.
     *
     * @throws IllegalArgumentException if a line breaks a rule; the message has its number, and no part of a token
     */
    static List<Token> parse(String text, Access access) {
        List<Token> tokens = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                tokens.add(token(lines.get(i), i + 1, access));
            }
        }
        return tokens;
    }

    private static Token token(String line, int number, Access access) {
        String[] words = line.split("\\s+", -1);
        if (words.length > 2) {
            throw new IllegalArgumentException("line " + number + ": a line is a token, or a name and a token");
        }
        try {
            return words.length == 1 ? Token.unnamed(access, words[0]) : new Token(words[0], access, words[1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    /** Returns a random secret of 128 bits. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Returns the token that a request shows. The time that this takes depends on the length of what the request shows,
     * and neither on the tokens nor on the place of a difference.
     *
     * @param authorization the header {@code Authorization}
     */
    Optional<Token> shownIn(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        byte[] shown = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        Token found = null;
        for (Token token : tokens) {
            // All are compared: the time does not tell which one it was. MessageDigest takes as long as its first
            // argument has bytes.
            if (MessageDigest.isEqual(shown, token.secret().getBytes(StandardCharsets.UTF_8))) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Returns whether some holders may only look: then looking needs a token everywhere. */
    boolean hasReadOnly() {
        return tokens.stream().anyMatch(token -> token.access() == Access.READ_ONLY);
    }

    /** Returns the first token with full access. */
    Optional<Token> full() {
        return tokens.stream().filter(token -> token.access() == Access.FULL).findFirst();
    }
}
