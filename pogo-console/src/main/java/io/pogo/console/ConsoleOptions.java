package io.pogo.console;

import java.time.Duration;
import java.util.Set;

/**
 * The address that a console listens on, and the access to it.
 *
 * @param bind the address
 * @param port the port, or 0 for any that is free
 * @param token the token that is required to change something, and elsewhere than on the loopback interface to see
 *     anything
 * @param sessionTimeout the session timeout of the console's client, and as a rule of the nodes
 * @param hosts names under which the console may be asked for, besides addresses and {@code localhost}
 */
record ConsoleOptions(String bind, int port, String token, Duration sessionTimeout, Set<String> hosts) {
    static final String LOOPBACK = "127.0.0.1";
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    ConsoleOptions {
        hosts = Set.copyOf(hosts);
        Tokens.check(token);
    }

    boolean isLoopback() {
        return isLoopback(bind);
    }

    static boolean isLoopback(String bind) {
        return bind.equals("localhost") || bind.equals("::1") || bind.matches("127(\\.[0-9]{1,3}){3}");
    }
}
