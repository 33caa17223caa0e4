package io.janus.proxy.http;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessEnd;
import io.janus.proxy.access.AccessRings;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.IoLoops;
import io.janus.proxy.listen.ConnectionStarter;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.EventRing;
import io.netty.channel.socket.SocketChannel;

/** Makes the handlers of the connections that HTTP listeners accept, and reaches all of them. */
public final class HttpConnections implements ConnectionStarter {

    private final List<HttpLoop> loops;

    public HttpConnections(IoLoops loops, EventRing ring, AccessRings access) {
        this.loops = loops.all().stream().map(loop -> new HttpLoop(loop, ring, access.of(loop.index()))).toList();
    }

    @Override
    public Connection start(Listener listener, IoLoop loop, SocketChannel channel) {
        return new ClientConnection(listener, loops.get(loop.index()), channel);
    }

    @Override
    public @Nullable Connection refuse(Listener listener, IoLoop loop, SocketChannel channel) {
        return Refusal.of(listener, loops.get(loop.index()), channel);
    }

    /** From now on every answer says that its connection closes. Any thread; in force a turn of the loops later. */
    public void beginDrain() {
        onEach(HttpLoop::beginDrain);
    }

    /** Closes client connections that wait for a request, now and from now on. Any thread; returns at once. */
    public void closeIdle() {
        onEach(http -> {
            http.beginClosingIdle();
            forEach(http, ClientConnection::closeIfIdle);
        });
    }

    /** Closes pooled connections to the endpoints that the predicate accepts. Any thread; returns at once. */
    public void closePools(Predicate<ProxyEndpoint> of) {
        onEach(http -> http.pools().close(of));
    }

    /**
     * Ends the exchanges that run on the endpoints that the predicate accepts. Any thread; returns at once.
     *
     * @param why for people
     */
    public void endAll(Predicate<ProxyEndpoint> of, String why) {
        onEach(http -> forEach(http, connection -> connection.endIfOn(of, why)));
    }

    /** Resets all client connections. Any thread; returns at once. */
    public void abortAll() {
        onEach(http -> forEach(http, connection -> connection.abort(AccessEnd.CLOSED.label())));
    }

    private interface Visit {
        void to(HttpLoop http);
    }

    private void onEach(Visit visit) {
        for (HttpLoop http : loops) {
            http.loop().events().execute(() -> visit.to(http));
        }
    }

    private static void forEach(HttpLoop http, Consumer<ClientConnection> visitor) {
        http.loop().forEachWatched(watched -> {
            if (watched instanceof ClientClock clock) {
                visitor.accept(clock.connection());
            }
        });
    }
}
