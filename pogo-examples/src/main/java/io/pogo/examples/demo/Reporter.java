package io.pogo.examples.demo;

/** The receiver of a node's events. */
@FunctionalInterface
interface Reporter {
    /** Takes one event; called from many threads. */
    void report(NodeEvent event);
}
