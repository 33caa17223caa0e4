package io.janus.proxy.http;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.state.BackendState;

/**
 * The connections of one loop to one endpoint that wait for their next request. The one used last is used first: so the others
 * grow old and are closed, and what is used was alive a moment ago. Confined to its loop.
 */
final class ConnectionPool {

    /** A connection idle for longer may be closed by the endpoint at this very moment, and a POST on it would be lost. */
    private static final long SURELY_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private @Nullable EndpointConnection[] idle = new EndpointConnection[8];
    private int size;

    /** As the backend was configured when a connection came back last. */
    private long idleTimeoutNanos;
    private long maxAgeNanos;

    /** @param repeatable whether the request can be tried again when the connection turns out to be dead */
    @Nullable
    EndpointConnection take(long nowNanos, boolean repeatable) {
        while (size > 0) {
            EndpointConnection newest = idle[size - 1];
            if (newest == null) {
                throw new IllegalStateException("a pool has a hole");
            }
            if (isOver(newest, nowNanos)) {
                closeAll(); // the others have waited longer
                return null;
            }
            if (!repeatable && (newest.idleNanos(nowNanos) > SURELY_ALIVE_NANOS || newest.isPastKeepAlive(nowNanos))) {
                return null;
            }
            size--;
            idle[size] = null;
            newest.taken();
            if (!isTooOld(newest, nowNanos) && newest.isOpen()) {
                return newest;
            }
            newest.close();
        }
        return null;
    }

    void put(EndpointConnection connection, BackendState backend, long nowNanos) {
        idleTimeoutNanos = backend.pooledIdleNanos();
        maxAgeNanos = backend.poolMaxAgeNanos();
        int maxRequests = backend.pool().maxRequests();
        if (size >= backend.pool().maxIdle() || maxRequests > 0 && connection.requests() >= maxRequests
                || isTooOld(connection, nowNanos) || connection.endpoint().isLeaving()) {
            connection.letGo();
            connection.close();
            return;
        }
        if (size == idle.length) {
            idle = Arrays.copyOf(idle, size * 2);
        }
        idle[size++] = connection;
        connection.waits(nowNanos);
    }

    private boolean isOver(EndpointConnection connection, long nowNanos) {
        return connection.idleNanos(nowNanos) >= idleTimeoutNanos;
    }

    private boolean isTooOld(EndpointConnection connection, long nowNanos) {
        return maxAgeNanos > 0 && connection.ageNanos(nowNanos) >= maxAgeNanos;
    }

    void remove(EndpointConnection connection) {
        for (int i = size - 1; i >= 0; i--) {
            if (idle[i] == connection) {
                size--;
                System.arraycopy(idle, i + 1, idle, i, size - i);
                idle[size] = null;
                return;
            }
        }
    }

    /** Closes those that have waited too long. Answers whether none is left. */
    boolean sweep(long nowNanos) {
        for (int i = size - 1; i >= 0; i--) {
            EndpointConnection connection = idle[i];
            if (connection != null
                    && (isOver(connection, nowNanos) || isTooOld(connection, nowNanos)
                            || connection.isPastKeepAlive(nowNanos))) {
                remove(connection);
                connection.close();
            }
        }
        return size == 0;
    }

    void closeAll() {
        while (size > 0) {
            EndpointConnection connection = idle[--size];
            idle[size] = null;
            if (connection != null) {
                connection.close();
            }
        }
    }
}
