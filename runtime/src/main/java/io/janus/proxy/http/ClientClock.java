package io.janus.proxy.http;

import io.janus.proxy.io.Timed;
import io.janus.proxy.stats.ErrorCode;

/** A client connection's part in its loop's tick: its deadlines, whether the client takes what is sent, and its memory. */
final class ClientClock extends Timed {

    private final ClientConnection connection;

    /** What waited to be sent at the last tick, and since when that is the same: the client takes nothing. */
    private long pending;
    private long pendingSinceNanos;

    ClientClock(ClientConnection connection) {
        this.connection = connection;
    }

    ClientConnection connection() {
        return connection;
    }

    @Override
    protected void tick(long nowNanos) {
        if (takesNothing(nowNanos)) {
            connection.fail(ErrorCode.CLIENT_STALL, null);
        } else {
            connection.tick(nowNanos);
        }
    }

    private boolean takesNothing(long nowNanos) {
        long waits = connection.keptBytes();
        if (waits == 0 || waits != pending) {
            pending = waits;
            pendingSinceNanos = nowNanos;
            return false;
        }
        return nowNanos - pendingSinceNanos >= connection.stallTimeoutNanos();
    }

    @Override
    protected long keptBytes() {
        return connection.keptOnBothSides();
    }

    @Override
    protected void shed() {
        connection.fail(ErrorCode.NO_MEMORY, "it kept the most, " + keptBytes() + " bytes");
    }

    @Override
    protected void failed(Throwable cause) {
        connection.broken(cause);
    }
}
