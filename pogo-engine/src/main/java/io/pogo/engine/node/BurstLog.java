package io.pogo.engine.node;

import io.pogo.engine.base.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A log of lines about single children that combines bursts. Lines are collected for a short interval; a few children
 * get one line each, a larger number get one line together. While lines keep coming the interval grows up to a minute.
 * On the loop.
 */
public final class BurstLog {
    private static final Logger log = LoggerFactory.getLogger(BurstLog.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int FEW = 3;

    private record Line(String childId, String text) {}

    private final EventLoop loop;
    private final Level level;
    private final String logPrefix;
    private final BooleanSupplier isExpected;
    private final List<Line> collected = new ArrayList<>();
    private Duration moment = FIRST;
    private boolean collecting;

    /**
     * Creates a log without lines.
     *
     * @param isExpected whether the collected lines can be omitted because the node has logged their common cause
     */
    public BurstLog(EventLoop loop, Level level, String logPrefix, BooleanSupplier isExpected) {
        this.loop = loop;
        this.level = level;
        this.logPrefix = logPrefix;
        this.isExpected = isExpected;
    }

    /** Adds a line about the child that consists of its id and the text, such as {@code "runs"}. */
    void add(String childId, String text) {
        collected.add(new Line(childId, text));
        log.debug("{} child {} {}", logPrefix, childId, text);
        if (!collecting) {
            collecting = true;
            loop.after(moment, this::write);
        }
    }

    private void write() {
        List<Line> lines = List.copyOf(collected);
        collected.clear();
        collecting = !lines.isEmpty();
        moment = collecting ? longer() : FIRST;
        if (collecting) {
            loop.after(moment, this::write);
        }
        if (!isExpected.getAsBoolean()) {
            write(lines, lines.size() > FEW);
        }
    }

    private Duration longer() {
        Duration twice = moment.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private void write(List<Line> lines, boolean isBurst) {
        List<Line> named = isBurst ? lines.subList(0, 1) : lines;
        int more = lines.size() - named.size();
        for (Line line : named) {
            log.atLevel(level).log("{} child {} {}{}", logPrefix, line.childId(), line.text(), more(more));
        }
    }

    private static String more(int count) {
        return count == 0 ? "" : " (and " + count + " more children)";
    }
}
