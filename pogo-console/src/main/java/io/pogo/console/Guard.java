package io.pogo.console;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.UnauthorizedResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
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
    private static final String BEARER = "Bearer ";

    private final ConsoleOptions options;

    Guard(ConsoleOptions options) {
        this.options = options;
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
        if (needsToken(request) && !hasToken(request.header("Authorization"))) {
            throw new UnauthorizedResponse("the token is missing or wrong");
        }
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

    /** The page itself holds no secrets. */
    private boolean needsToken(Context request) {
        HandlerType method = request.method();
        return !READING.contains(method.name())
                || (!options.isLoopback() && request.path().startsWith("/api"));
    }

    private boolean hasToken(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && Tokens.isSame(options.token(), header.substring(BEARER.length()));
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
