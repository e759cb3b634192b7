package io.pogo.console;

import java.time.Duration;
import java.util.Set;

/**
 * The address that a console listens on, and the access to it.
 *
 * @param bind the address
 * @param port the port, or 0 for any that is free
 * @param tokens the tokens; one with full access is needed to change something, and any one to see something elsewhere
 *     than on the loopback interface or where there are tokens just for that
 * @param sessionTimeout the session timeout of the console's client, and as a rule of the nodes
 * @param hosts names under which the console may be asked for, besides addresses and {@code localhost}
 * @param audit the log of the requests that change something
 */
record ConsoleOptions(
        String bind, int port, Tokens tokens, Duration sessionTimeout, Set<String> hosts, AuditLog audit) {
    static final String LOOPBACK = "127.0.0.1";
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    ConsoleOptions {
        hosts = Set.copyOf(hosts);
    }

    /** Returns the options of a console on the loopback interface that only this process has the token of. */
    static ConsoleOptions nearby(int port) {
        return new ConsoleOptions(
                LOOPBACK, port, Tokens.generated(), SESSION_TIMEOUT, Set.of(), AuditLog.to(AuditLog.LOGGER));
    }

    boolean isLoopback() {
        return isLoopback(bind);
    }

    static boolean isLoopback(String bind) {
        return bind.equals("localhost") || bind.equals("::1") || bind.matches("127(\\.[0-9]{1,3}){3}");
    }
}
