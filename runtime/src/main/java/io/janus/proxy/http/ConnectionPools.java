package io.janus.proxy.http;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Timed;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;

/** The connection pools of one loop, one for each endpoint it has talked to. Confined to its loop. */
final class ConnectionPools extends Timed {

    /** Idle connections live for seconds: looking for those that are over once a second is soon enough. */
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IoLoop loop;
    private final Map<ProxyEndpoint, ConnectionPool> pools = new IdentityHashMap<>();
    private boolean watched;
    private long nextSweepNanos;

    ConnectionPools(IoLoop loop) {
        this.loop = loop;
    }

    /** A connection that waits; null when there is none that may be used. */
    @Nullable
    EndpointConnection take(ProxyEndpoint endpoint, boolean repeatable) {
        ConnectionPool pool = pools.get(endpoint);
        return pool == null ? null : pool.take(loop.nowNanos(), repeatable);
    }

    /** Takes back a connection whose exchange was complete and clean, or closes it when it is not to be used again. */
    void put(EndpointConnection connection, BackendState backend) {
        if (!watched) {
            watched = true;
            loop.watch(this);
        }
        pools.computeIfAbsent(connection.endpoint(), any -> new ConnectionPool()).put(connection, backend, loop.nowNanos());
    }

    /** A connection that waited is over. */
    void remove(EndpointConnection connection) {
        ConnectionPool pool = pools.get(connection.endpoint());
        if (pool != null) {
            pool.remove(connection);
        }
    }

    /** Closes the connections that wait, of the endpoints that the predicate accepts. */
    void close(Predicate<ProxyEndpoint> of) {
        Iterator<Map.Entry<ProxyEndpoint, ConnectionPool>> each = pools.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<ProxyEndpoint, ConnectionPool> one = each.next();
            if (of.test(one.getKey())) {
                one.getValue().closeAll();
                each.remove(); // last: this kind of map forgets the entry with it
            }
        }
    }

    @Override
    protected void tick(long nowNanos) {
        if (nowNanos - nextSweepNanos >= 0) {
            nextSweepNanos = nowNanos + SWEEP_NANOS;
            // An empty pool goes too: its endpoint may be gone, and otherwise the next connection makes another.
            pools.values().removeIf(pool -> pool.sweep(nowNanos));
        }
    }

    @Override
    protected void failed(Throwable cause) {
        watched = false; // swept again once a connection comes back
    }
}
