package io.pogo.zk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** The log lines of a level or above while this is open, of all loggers. They are not printed meanwhile. */
final class LoggedEvents implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger pogo = (Logger) LoggerFactory.getLogger("io.pogo");
    private final Level rootLevel = root.getLevel();
    private final Level pogoLevel = pogo.getLevel();
    private final Appender<ILoggingEvent> printed = root.getAppender("STDOUT");
    private final Predicate<ILoggingEvent> isKept;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (isKept.test(event)) {
                events.add(event);
            }
        }
    };

    private LoggedEvents(Level level, Predicate<ILoggingEvent> isKept) {
        this.isKept = isKept;
        kept.start();
        root.addAppender(kept);
        root.detachAppender(printed);
        root.setLevel(level);
        pogo.setLevel(level);
    }

    /** Keeps everything, at the finest level. */
    static LoggedEvents everything() {
        return new LoggedEvents(Level.TRACE, event -> true);
    }

    /**
     * Keeps the lines from INFO on that an application would find in its log: not those of the ZooKeeper server, which
     * runs in the JVM of a test only.
     */
    static LoggedEvents ofAnApplication() {
        return new LoggedEvents(Level.INFO, event -> !isOfServer(event));
    }

    private static boolean isOfServer(ILoggingEvent event) {
        return event.getLoggerName().startsWith("org.apache.zookeeper.server")
                || event.getLoggerName().startsWith("org.apache.curator.test");
    }

    List<ILoggingEvent> all() {
        return events;
    }

    /** The messages, those of exceptions too. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (ILoggingEvent event : events) {
            texts.add(event.getFormattedMessage());
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                texts.add(String.valueOf(thrown.getMessage()));
            }
        }
        return texts;
    }

    /** The lines of the loggers whose names begin like this. */
    List<String> of(String logger) {
        return events.stream()
                .filter(event -> event.getLoggerName().startsWith(logger))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Forgets what was logged so far. */
    void clear() {
        events.clear();
    }

    @Override
    public void close() {
        root.setLevel(rootLevel);
        pogo.setLevel(pogoLevel);
        root.addAppender(printed);
        root.detachAppender(kept);
    }
}
