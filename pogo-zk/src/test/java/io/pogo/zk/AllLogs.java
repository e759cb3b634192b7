package io.pogo.zk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that is logged while this is open, by anybody and at the finest level; it is not printed meanwhile. */
final class AllLogs implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger pogo = (Logger) LoggerFactory.getLogger("io.pogo");
    private final Level rootLevel = root.getLevel();
    private final Level pogoLevel = pogo.getLevel();
    private final Appender<ILoggingEvent> printed = root.getAppender("STDOUT");
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            texts.add(event.getFormattedMessage());
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                texts.add(String.valueOf(thrown.getMessage()));
            }
        }
    };

    AllLogs() {
        kept.start();
        root.addAppender(kept);
        root.detachAppender(printed);
        root.setLevel(Level.TRACE);
        pogo.setLevel(Level.TRACE);
    }

    /** The messages, those of exceptions too. */
    List<String> texts() {
        return texts;
    }

    @Override
    public void close() {
        root.setLevel(rootLevel);
        pogo.setLevel(pogoLevel);
        root.addAppender(printed);
        root.detachAppender(kept);
    }
}
