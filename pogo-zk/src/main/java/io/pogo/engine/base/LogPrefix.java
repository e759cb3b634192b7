package io.pogo.engine.base;

/** The scope and the node or client that each log line begins with. */
public final class LogPrefix {
    private LogPrefix() {}

    public static String of(String scope, String name) {
        return "[" + scope + " " + name + "]";
    }
}
