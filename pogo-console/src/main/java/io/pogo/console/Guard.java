package io.pogo.console;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks every request. A page of another site can make a browser send requests here, either through a name of its own
 * that leads to this machine (DNS rebinding) or from its own site: so host names must be known, and the token comes in
 * a header, which only the console's page can send, never in a cookie, which the browser would send along for any page.
 */
final class Guard {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+\\]");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** The attribute of a request that holds its token. */
    private static final String TOKEN = "io.pogo.console.token";

    private final ConsoleOptions options;
    private final Set<String> open;

    /**
     * Creates a guard.
     *
     * @param open the paths that everyone may read, token or not: the page itself, which holds no secrets
     */
    Guard(ConsoleOptions options, Set<String> open) {
        this.options = options;
        this.open = open;
    }

    void check(Context request) {
        request.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        if (!isKnown(request.header("Host"))) {
            throw new ForbiddenResponse("this console is not known under that name; see --allowed-host");
        }
        if (isFromElsewhere(request)) {
            throw new ForbiddenResponse("a page of another site may not ask this console");
        }
        options.tokens().shownIn(request.header("Authorization")).ifPresent(token -> request.attribute(TOKEN, token));
        if (!READING.contains(request.method().name())) {
            checkFullAccess(needed(request));
        } else if (lookingNeedsToken() && !open.contains(request.path())) {
            needed(request);
        }
    }

    /** Returns the token that a request has shown, if it is one of the console's. */
    static Optional<Token> token(Context request) {
        Token token = request.attribute(TOKEN);
        return Optional.ofNullable(token);
    }

    /** Returns the token of a request that needs one, and fails with 401 if there is none. */
    static Token needed(Context request) {
        return token(request).orElseThrow(() -> {
            request.header("WWW-Authenticate", "Bearer");
            return new UnauthorizedResponse("the token is missing or wrong");
        });
    }

    private static void checkFullAccess(Token token) {
        if (token.access() != Access.FULL) {
            throw new ForbiddenResponse("token \"" + token.name()
                    + "\" is read-only and cannot change the scope; use a token with full access");
        }
    }

    /** On the loopback interface everyone may look, unless some are given a token just for that. */
    private boolean lookingNeedsToken() {
        return !options.isLoopback() || options.tokens().hasReadOnly();
    }

    /**
     * Returns whether another site's page made the request, which browsers report (Fetch Metadata). A link on another
     * page may lead to the console's page, and to nothing else.
     */
    private static boolean isFromElsewhere(Context request) {
        String site = request.header("Sec-Fetch-Site");
        boolean isOurs = site == null || site.equals("same-origin") || site.equals("none");
        boolean isLink = request.path().equals("/")
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"));
        return !isOurs && !isLink;
    }

    /** An address cannot be a name that leads elsewhere. */
    private boolean isKnown(@Nullable String hostAndPort) {
        if (hostAndPort == null) {
            return false;
        }
        String host = hostAndPort.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || IPV4.matcher(host).matches()
                || isIpv6(host)
                || options.hosts().contains(host);
    }

    private static boolean isIpv6(String host) {
        try {
            return IPV6.matcher(host).matches() && InetAddress.getByName(host) instanceof Inet6Address;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
