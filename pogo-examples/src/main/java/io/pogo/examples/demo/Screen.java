package io.pogo.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the table and the events below it: a pure function from what is known to lines that fit the terminal. */
final class Screen {
    private static final int LEAST_EVENTS = 6;
    private static final int FIXED_COLUMNS = 42;
    private static final Map<EventType, Style> STYLES = Map.of(
            EventType.KILLED, Style.BAD,
            EventType.DOWN, Style.BAD,
            EventType.CRASHED, Style.BAD,
            EventType.STUCK, Style.BAD,
            EventType.LEFT, Style.NOTABLE,
            EventType.JOINED, Style.NOTABLE,
            EventType.TAKEOVER, Style.NOTABLE,
            EventType.MOVED, Style.NOTABLE,
            EventType.UP, Style.GOOD);

    private Screen() {}

    /** The style of a line. */
    enum Style {
        NORMAL,
        BOLD,
        GOOD,
        BAD,
        NOTABLE
    }

    /**
     * A line of the screen.
     *
     * @param text printable ASCII, no longer than the terminal is wide
     * @param style the style to show it in
     */
    record Line(String text, Style style) {}

    /**
     * Draws the whole screen.
     *
     * @param title the parts of the first line, the most important first; those that do not fit are left out
     * @param state the state of the demo
     * @param columns the terminal's width
     * @param rows its height; no more lines than that are returned
     * @param now the time, for the ages
     * @param zone the time zone for the events
     */
    static List<Line> draw(List<String> title, DemoState state, int columns, int rows, Instant now, ZoneId zone) {
        int wide = state.nodes().size() + state.services().size() + 3;
        boolean compact = wide + LEAST_EVENTS > rows;
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(title(title, columns), Style.BOLD));
        lines.add(new Line(row("NODE", "CHILDREN", "STATE", "LAST CHECK", columns), Style.BOLD));
        state.nodes().forEach(node -> addNode(lines, node, state, compact, columns, now));
        if (!compact) {
            state.services().stream()
                    .filter(service -> service.owner().isEmpty())
                    .forEach(service ->
                            lines.add(new Line(row("-", service.id(), "on no node", "", columns), Style.BAD)));
        }
        lines.add(new Line("", Style.NORMAL));
        List<NodeEvent> events = state.recent();
        int room = Math.max(0, rows - 1 - lines.size());
        events.subList(Math.max(0, events.size() - room), events.size())
                .forEach(event -> lines.add(new Line(event.toPlain(zone), style(event.type()))));
        return lines.stream().limit(rows - 1).map(line -> fit(line, columns)).toList();
    }

    private static String title(List<String> parts, int columns) {
        StringBuilder title = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty() && title.length() + part.length() <= columns) {
                title.append(part).append("   ");
            }
        }
        return title.toString();
    }

    /** Returns a summary of the events so far, as one line. */
    static String summary(DemoState state) {
        return state.count(EventType.KILLED) + " killed, " + state.count(EventType.TAKEOVER) + " taken over, "
                + state.count(EventType.MOVED) + " moved";
    }

    private static void addNode(
            List<Line> lines, String node, DemoState state, boolean compact, int columns, Instant now) {
        List<ServiceStatus> services = state.servicesOf(node);
        NodeStatus status = state.status(node);
        String count = services.size() + (services.size() == 1 ? " child" : " children");
        long down = services.stream().filter(service -> !service.up()).count();
        String seen = services.stream()
                .map(ServiceStatus::time)
                .max(Instant::compareTo)
                .filter(last -> compact)
                .map(last -> age(last, now) + (down == 0 ? ", all up" : ", " + down + " down"))
                .orElse("");
        Style style = status == NodeStatus.RUNNING ? Style.BOLD : Style.NOTABLE;
        lines.add(new Line(row(node, count, status.name().toLowerCase(Locale.ROOT), seen, columns), style));
        if (!compact) {
            services.forEach(service -> lines.add(child(service, columns, now)));
        }
    }

    private static Line child(ServiceStatus service, int columns, Instant now) {
        boolean checked = !service.answer().isEmpty();
        String state = !checked ? "starting" : service.up() ? "up" : "down";
        String seen = checked ? age(service.time(), now) + ", " + service.answer() : "";
        Style style = !checked ? Style.NORMAL : service.up() ? Style.GOOD : Style.BAD;
        return new Line(row("", "  " + service.id(), state, seen, columns), style);
    }

    private static String age(Instant time, Instant now) {
        long millis = Math.max(0, Duration.between(time, now).toMillis());
        return String.format(Locale.ROOT, "%.1f s ago", millis / 1000.0);
    }

    private static String row(String node, String children, String state, String seen, int columns) {
        int width = Math.min(60, Math.max(10, columns - FIXED_COLUMNS));
        String middle = children.length() > width ? children.substring(0, width - 2) + ".." : children;
        return String.format("%-8s%-" + width + "s %-11s%s", node, middle, state, seen);
    }

    private static Line fit(Line line, int columns) {
        String text = line.text().stripTrailing();
        return new Line(text.length() > columns ? text.substring(0, columns) : text, line.style());
    }

    private static Style style(EventType type) {
        return STYLES.getOrDefault(type, Style.NORMAL);
    }
}
