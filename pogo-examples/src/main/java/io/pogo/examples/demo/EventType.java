package io.pogo.examples.demo;

import java.util.Locale;

/** The kinds of events that the demo shows, in the words of its output. */
enum EventType {
    /** A child runs, for the first time or again on the same node. */
    STARTED,
    /** A child runs here because the node that had it is gone. */
    TAKEOVER,
    /** A child runs here because the planner moved it. */
    MOVED,
    /** A child has ended on this node because it was asked to. */
    STOPPED,
    /** A service answers. */
    UP,
    /** A service does not answer. */
    DOWN,
    /** The demo has killed the node's process. */
    KILLED,
    /** The node is a member of the scope. */
    JOINED,
    /** The node is no member any more. */
    LEFT,
    /** A child crashed. */
    CRASHED,
    /** A child does not stop. */
    STUCK,
    /** The node lets go of a child that crashed too often. */
    GAVE_UP,
    /** The node lost a child's lock. */
    LOCK_LOST,
    /** The node could not join; never shown as an event. */
    FAILED,
    /** A service was checked and is as it was; never shown as an event. */
    CHECKED;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean shown() {
        return this != FAILED && this != CHECKED;
    }
}
