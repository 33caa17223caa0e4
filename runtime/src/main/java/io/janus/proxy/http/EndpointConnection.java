package io.janus.proxy.http;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.io.Connection;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;

/**
 * A connection to an endpoint: it carries one exchange after the other, and waits in its pool between two. It stays readable
 * while it waits, so that a finish or a stray byte takes it out of the pool. Confined to its loop.
 */
final class EndpointConnection extends Connection {

    private final HttpLoop http;

    /** The listener whose exchange it was opened for, which counts what goes wrong while it waits. */
    private final Listener listener;
    private final ProxyEndpoint endpoint;
    private final long createdNanos;

    /** Whose attempt it was opened for; null once it is connected, or let go of. */
    private @Nullable Dispatch opener;

    /** What it carries; null while it waits, and once it is let go of. */
    private @Nullable Carried carried;
    private boolean waiting;
    private long idleSinceNanos;
    private int requests;

    /** What the endpoint's last answer said in Keep-Alive; -1 when nothing. */
    private int keepAliveSeconds = -1;

    EndpointConnection(HttpLoop http, Listener listener, SocketChannel channel, ProxyEndpoint endpoint, Dispatch opener) {
        super(http.loop(), channel);
        this.http = http;
        this.listener = listener;
        this.endpoint = endpoint;
        this.opener = opener;
        this.createdNanos = http.loop().nowNanos();
    }

    /** Connects. Whoever opened it hears of success by {@code connected}, of failure by {@code connectFailed}. */
    void connect() {
        channel.pipeline().addLast(this);
        loop.register(channel);
        channel.connect(endpoint.address()).addListener(connected -> {
            Throwable cause = connected.cause();
            if (cause != null) {
                channel.close(); // Netty's epoll leaves that to whoever connects
                Dispatch waiting = opener;
                if (waiting != null) {
                    waiting.connectFailed(this, cause);
                }
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Dispatch waiting = opener;
        opener = null;
        if (waiting != null) {
            waiting.connected(this);
        } else {
            close(); // the exchange went on without it
        }
    }

    ProxyEndpoint endpoint() {
        return endpoint;
    }

    /** Whether it can still be written to, as far as the kernel has told. */
    boolean isOpen() {
        return channel.isActive() && !isInputEnded();
    }

    /** Whether more may come from the endpoint. */
    boolean isReadable() {
        return channel.isOpen() && !isInputEnded();
    }

    // What it carries

    /** Carries another exchange from now on. */
    void carry(ResponseStream response) {
        carried = response;
        requests++;
    }

    /** The exchange it carried became a tunnel. */
    void carry(Tunnel tunnel) {
        carried = tunnel;
    }

    /** Nobody wants to hear of it any more. */
    void letGo() {
        opener = null;
        carried = null;
    }

    /** How many requests it has carried. */
    int requests() {
        return requests;
    }

    // Waiting in its pool

    void keepAlive(int seconds) {
        keepAliveSeconds = seconds;
    }

    void waits(long nowNanos) {
        carried = null;
        waiting = true;
        idleSinceNanos = nowNanos;
        resume(); // it may have been paused by a slow client
    }

    void taken() {
        waiting = false;
    }

    long idleNanos(long nowNanos) {
        return nowNanos - idleSinceNanos;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - createdNanos;
    }

    /** Whether the endpoint has said that it closes the connection about now. */
    boolean isPastKeepAlive(long nowNanos) {
        return keepAliveSeconds >= 0 && idleNanos(nowNanos) >= TimeUnit.SECONDS.toNanos(keepAliveSeconds);
    }

    private void leavePool() {
        if (waiting) {
            waiting = false;
            http.pools().remove(this);
        }
        close();
    }

    // What happens to it

    @Override
    protected void received(ByteBuf bytes) {
        if (carried != null) {
            carried.endpointSent(this, bytes);
        } else {
            bytes.release();
            if (waiting) {
                listener.error(loop.index(), ErrorCode.UNEXPECTED_BYTES, null, endpoint + ": it sent bytes nobody asked for");
            }
            leavePool();
        }
    }

    @Override
    protected void peerFinished() {
        if (carried != null) {
            carried.endpointFinished(this);
        } else {
            leavePool();
        }
    }

    @Override
    protected void broken(Throwable cause) {
        stopSending();
        if (carried != null) {
            carried.endpointBroke(this, cause);
        } else {
            leavePool();
        }
    }

    @Override
    protected void writabilityChanged() {
        if (carried != null) {
            carried.endpointWritabilityChanged(this);
        }
    }

    @Override
    protected void closed() {
        if (carried != null) {
            carried.endpointClosed(this);
        } else if (waiting) {
            waiting = false;
            http.pools().remove(this);
        }
    }
}
