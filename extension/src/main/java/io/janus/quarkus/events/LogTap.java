package io.janus.quarkus.events;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

import io.janus.quarkus.events.FeedEvent.Type;

/**
 * Makes an event of each line that Janus logs for operators, so that whoever looks on sees what the log says, at least its
 * beginning, and never something else. From {@link #open} to {@link #close}.
 */
public final class LogTap extends Handler {

    /** All of Janus logs below this, and the data plane not at all: its events are logged by the control plane. */
    private static final String JANUS = "io.janus";

    /**
     * Of a longer line, such as one with all the problems of a configuration, an event has the beginning. The log has the rest.
     */
    private static final int MOST_CHARS = 8 * 1024;

    private final EventFeed feed;

    private LogTap(EventFeed feed) {
        this.feed = feed;
        setLevel(Level.INFO);
    }

    /** Begins to listen. */
    public static LogTap open(EventFeed feed) {
        LogTap tap = new LogTap(feed);
        Logger.getLogger(JANUS).addHandler(tap);
        return tap;
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            String text = record instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : record.getMessage();
            feed.take(typeOf(String.valueOf(record.getLoggerName()), record.getLevel()),
                    record.getLevel().intValue() >= Level.WARNING.intValue(), bounded(String.valueOf(text)));
        }
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }

    private static Type typeOf(String logger, Level level) {
        if (logger.startsWith("io.janus.quarkus.reload.")) {
            return level.intValue() >= Level.SEVERE.intValue() ? Type.REFUSAL : Type.CONFIG;
        }
        if (logger.endsWith(".control.Steering")) {
            return Type.OVERRIDE;
        }
        if (logger.startsWith("io.janus.quarkus.probe.") || logger.startsWith("io.janus.quarkus.eligibility.")
                || logger.startsWith("io.janus.quarkus.resolve.")) {
            return Type.ENDPOINT;
        }
        if (logger.startsWith("io.janus.proxy.")) {
            return Type.TRAFFIC;
        }
        return logger.endsWith(".control.Drain") ? Type.STOP : Type.OTHER;
    }

    @Override
    public void flush() {
        // Holds nothing back.
    }

    @Override
    public void close() {
        Logger.getLogger(JANUS).removeHandler(this);
    }
}
