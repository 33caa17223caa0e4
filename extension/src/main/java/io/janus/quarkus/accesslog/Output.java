package io.janus.quarkus.accesslog;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.log.LogText;

/**
 * Lines on their way to one sink, in large pieces. What cannot be written is kept, up to a bound, and tried again;
 * beyond, lines are lost and counted. So a full disk leaves no torn line, and says so once a minute. Confined to the
 * writer's thread, but for its making.
 */
final class Output {

    private static final Logger LOG = Logger.getLogger("io.janus.accesslog");

    /** From this on it is written without waiting for more: a large write costs less a line, and larger ones no less. */
    private static final int WRITE_BYTES = 64 * 1024;

    /** What is kept while a sink fails: some thousand lines, and no burden to the heap. */
    static final int MOST_BYTES = 1024 * 1024;

    /** A disk does not become free sooner. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Sink sink;
    private final AccessCounts counts;
    private final LineBuffer buffer = new LineBuffer();
    private int bufferedLines;

    private boolean fails;
    private long retryNanos;
    private long lostLines;

    private boolean told;
    private long toldNanos;

    /** Nothing is done any more. */
    private boolean closed;

    Output(Sink sink, AccessCounts counts) {
        this.sink = sink;
        this.counts = counts;
    }

    /** Where the next line goes; null when it must be dropped, which it is counted as. To be followed by {@link #added}. */
    @Nullable
    LineBuffer next() {
        if (closed || buffer.length() >= MOST_BYTES) {
            lostLines++;
            counts.dropped(1);
            return null;
        }
        return buffer;
    }

    /** A line was added. */
    void added(long nowNanos) {
        bufferedLines++;
        if (buffer.length() >= WRITE_BYTES) {
            flush(nowNanos);
        }
    }

    /** Writes what there is, unless that just failed. */
    void flush(long nowNanos) {
        if (closed || buffer.length() == 0 || fails && nowNanos - retryNanos < 0) {
            return;
        }
        int written = 0;
        try {
            while (written < buffer.length()) {
                written += sink.write(buffer.bytes(), written, buffer.length());
            }
            buffer.cutTo(0);
            counts.written(bufferedLines);
            bufferedLines = 0;
            wellAgain();
        } catch (IOException e) {
            buffer.dropFirst(written);
            fails = true;
            retryNanos = nowNanos + RETRY_NANOS;
            tell("written", e, nowNanos);
        }
    }

    // Where these fail, lines go where they went before.

    void reopen(long nowNanos) {
        if (!closed) {
            try {
                sink.reopen();
                retryNanos = nowNanos;
            } catch (IOException e) {
                tell("opened again", e, nowNanos);
            }
        }
    }

    void follow(long nowNanos) {
        if (!closed) {
            try {
                sink.follow();
            } catch (IOException e) {
                tell("opened again", e, nowNanos);
            }
        }
    }

    /** Writes what can be written, for there will be no other time. */
    void close(long nowNanos) {
        retryNanos = nowNanos;
        flush(nowNanos);
        counts.dropped(bufferedLines);
        bufferedLines = 0;
        closed = true;
        sink.close();
    }

    private void tell(String what, IOException e, long nowNanos) {
        if (!told || nowNanos - toldNanos >= TELL_NANOS) {
            told = true;
            toldNanos = nowNanos;
            LOG.warnf("The access log %s cannot be %s: %s. It is tried again every second; %d lines are lost until now.",
                    LogText.line(sink.name()), what, LogText.line(Reason.of(e)), lostLines);
        }
    }

    private void wellAgain() {
        if (fails) {
            fails = false;
            told = false;
            LOG.infof("The access log %s is written again; %d lines were lost.", LogText.line(sink.name()), lostLines);
            lostLines = 0;
        }
    }
}
