package io.pogo.examples.demo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An event on a node. A node's process sends it to its parent as one line of tab-separated fields on its standard
 * output.
 *
 * @param time the time of the event
 * @param node the node on which it happened, or which it concerns
 * @param type the kind of event
 * @param subject the child or service, or an empty string for what concerns the node itself
 * @param detail more about it, or an empty string
 */
record NodeEvent(Instant time, String node, EventType type, String subject, String detail) {
    private static final String MARK = "@pogo";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** The line for the parent process. */
    String toWire() {
        return String.join("\t", MARK, time.toString(), node, type.name(), flat(subject), flat(detail));
    }

    /** The event of a line, or empty if the line is something else. */
    static Optional<NodeEvent> fromWire(String line) {
        String[] field = line.split("\t", -1);
        if (field.length != 6 || !field[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new NodeEvent(Instant.parse(field[1]), field[2], EventType.valueOf(field[3]), field[4], field[5]));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The line for a reader: time, node, event, child or service, and the detail in brackets. */
    String toPlain(ZoneId zone) {
        String line = String.format("%s  %-7s %-9s %s", CLOCK.format(time.atZone(zone)), node, type.word(), subject);
        return (detail.isEmpty() ? line : line.stripTrailing() + "  (" + detail + ")").stripTrailing();
    }

    private static String flat(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
