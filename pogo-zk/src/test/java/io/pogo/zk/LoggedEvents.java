package io.pogo.zk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * The lines from INFO on that an application would find in its log while this is open, of all loggers but those of the ZooKeeper
 * server, which runs in the JVM of a test only. They are not printed meanwhile.
 */
final class LoggedEvents implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger pogo = (Logger) LoggerFactory.getLogger("io.pogo");
    private final Level rootLevel = root.getLevel();
    private final Level pogoLevel = pogo.getLevel();
    private final Appender<ILoggingEvent> printed = root.getAppender("STDOUT");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (!isOfServer(event)) {
                events.add(event);
            }
        }
    };

    LoggedEvents() {
        kept.start();
        root.addAppender(kept);
        root.detachAppender(printed);
        root.setLevel(Level.INFO);
        pogo.setLevel(Level.INFO);
    }

    private static boolean isOfServer(ILoggingEvent event) {
        return event.getLoggerName().startsWith("org.apache.zookeeper.server")
                || event.getLoggerName().startsWith("org.apache.curator.test");
    }

    List<ILoggingEvent> all() {
        return events;
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
