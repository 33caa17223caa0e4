package io.janus.proxy;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.HttpConnections;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.listen.ConnectionStarter;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.tcp.TcpSessions;
import io.netty.channel.socket.SocketChannel;

/** What becomes of a connection: what its listener speaks at that moment. */
record Protocols(TcpSessions tcp, HttpConnections http) implements ConnectionStarter {

    @Override
    public Connection start(Listener listener, IoLoop loop, SocketChannel channel) {
        return of(listener).start(listener, loop, channel);
    }

    @Override
    public @Nullable Connection refuse(Listener listener, IoLoop loop, SocketChannel channel) {
        return of(listener).refuse(listener, loop, channel);
    }

    private ConnectionStarter of(Listener listener) {
        ListenerState state = listener.state();
        return state != null && state.http() != null ? http : tcp;
    }
}
