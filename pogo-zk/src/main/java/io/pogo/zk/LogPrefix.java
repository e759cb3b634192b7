package io.pogo.zk;

/** The scope and the node or client that each log line begins with. */
final class LogPrefix {
    private LogPrefix() {}

    static String of(String scope, String name) {
        return "[" + scope + " " + name + "]";
    }
}
