package io.janus.proxy.tcp;

import java.util.List;
import java.util.function.Predicate;

import io.janus.proxy.access.AccessRings;
import io.janus.proxy.attempt.LoopPicks;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.IoLoops;
import io.janus.proxy.listen.ConnectionStarter;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.EventRing;
import io.janus.proxy.stats.SessionEnd;
import io.netty.channel.socket.SocketChannel;

/** Starts a session for each connection a TCP listener accepts. */
public final class TcpSessions implements ConnectionStarter {

    private final List<LoopPicks> picks;
    private final AccessRings access;

    public TcpSessions(IoLoops loops, EventRing ring, AccessRings access) {
        this.access = access;
        this.picks = loops.all().stream().map(loop -> new LoopPicks(loop, ring)).toList();
    }

    @Override
    public Connection start(Listener listener, IoLoop loop, SocketChannel channel) {
        return new TcpSession(listener, loop, picks.get(loop.index()), access.of(loop.index()), channel).client();
    }

    /** Resets the sessions of a loop whose endpoint the predicate accepts. On that loop. */
    public static void endAll(IoLoop loop, Predicate<ProxyEndpoint> of, SessionEnd why) {
        loop.forEachWatched(watched -> {
            if (watched instanceof TcpSession session) {
                session.endIf(of, why);
            }
        });
    }
}
