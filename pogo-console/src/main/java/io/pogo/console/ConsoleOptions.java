package io.pogo.console;

import java.time.Duration;
import java.util.Set;

/**
 * Where a console listens, and to whom.
 *
 * @param bind the address
 * @param port the port, or 0 for any that is free
 * @param token what one must know to change something, and elsewhere than on the loopback interface to see anything
 * @param sessionTimeout of the client that the console looks with, and as a rule of the nodes
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
