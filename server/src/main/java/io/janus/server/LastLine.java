package io.janus.server;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;

/**
 * Logs a line and waits until it is written. The console's lines are written by a daemon thread, so that nobody waits for an
 * output that is not read; without this the process would end before its last ones.
 */
final class LastLine {

    /** Enough for a full queue on a slow terminal. An output that nobody reads costs a stop this much. */
    private static final long WAIT_MILLIS = 1000;

    private LastLine() {
    }

    /** Blocks the calling thread for a second at most. */
    static void log(org.jboss.logging.Logger log, String line) {
        CountDownLatch written = new CountDownLatch(1);
        boolean queued = watch(Logger.getLogger("").getHandlers(), line, written);
        log.info(line);
        if (queued && log.isInfoEnabled()) {
            try {
                written.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Puts the latch behind the handlers that write from a queue; a record reaches it when they are done with it. */
    private static boolean watch(Handler[] handlers, String line, CountDownLatch written) {
        boolean queued = false;
        for (Handler handler : handlers) {
            if (handler instanceof AsyncHandler async) {
                async.addHandler(new Watch(line, written));
                // Quarkus closes the handlers next, and closing the console would wait for a write that never ends.
                async.setCloseChildren(false);
                queued = true;
            } else if (handler instanceof ExtHandler outer) {
                queued |= watch(outer.getHandlers(), line, written);
            }
        }
        return queued;
    }

    private static final class Watch extends Handler {

        private final String line;
        private final CountDownLatch written;

        Watch(String line, CountDownLatch written) {
            this.line = line;
            this.written = written;
        }

        @Override
        public void publish(LogRecord published) {
            if (line.equals(published.getMessage())) {
                written.countDown();
            }
        }

        @Override
        public void flush() {
            // Holds nothing back.
        }

        @Override
        public void close() {
            // Holds nothing open.
        }
    }
}
