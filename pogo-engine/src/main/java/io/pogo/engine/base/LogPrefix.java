package io.pogo.engine.base;

/** The prefix of log lines: the scope and the node or client. */
public final class LogPrefix {
    private LogPrefix() {}

    public static String of(String scope, String name) {
        return "[" + scope + " " + name + "]";
    }
}
