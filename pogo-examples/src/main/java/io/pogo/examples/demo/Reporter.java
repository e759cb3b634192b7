package io.pogo.examples.demo;

/** Where a node's events go. */
@FunctionalInterface
interface Reporter {
    /** Takes one event; called from many threads. */
    void report(NodeEvent event);
}
