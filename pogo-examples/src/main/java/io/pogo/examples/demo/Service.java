package io.pogo.examples.demo;

import io.pogo.ChildSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A service to watch.
 *
 * @param url {@code tcp://host:port} or {@code http://host[:port][/path]}
 */
record Service(URI url) {
    static final String CHILD_TYPE = "service-monitor";
    static final String URL_ARGUMENT = "url";

    /**
     * Reads one service.
     *
     * @throws IllegalArgumentException if the text is none; the message says what is missing
     */
    static Service parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL", e);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme();
        require(
                scheme.equals("tcp") || scheme.equals("http") || scheme.equals("https"),
                "it does not begin with tcp://, http:// or https://");
        require(url.getHost() != null, "it has no host");
        require(url.getPort() <= 65_535 && url.getPort() != 0, "its port is not between 1 and 65535");
        require(!scheme.equals("tcp") || url.getPort() > 0, "it has no port");
        require(!scheme.equals("tcp") || url.getRawPath().isEmpty(), "a tcp service has no path");
        require(
                text.length() <= ChildSpec.MAX_NAME_LENGTH,
                "it is longer than " + ChildSpec.MAX_NAME_LENGTH + " characters");
        return new Service(url);
    }

    /** The child that watches this service; its id is the URL. */
    ChildSpec toChild() {
        return ChildSpec.of(url.toString(), CHILD_TYPE).withArgument(URL_ARGUMENT, url.toString());
    }

    /** Returns the address to serve it on; only for a URL with a port. */
    InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    private static void require(boolean rule, String otherwise) {
        if (!rule) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
