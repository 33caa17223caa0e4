package io.janus.proxy.tcp;

import java.net.InetSocketAddress;

import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;

/**
 * The endpoint's side of a session, for one attempt: it tells the session what happens to it until the session lets go of it.
 */
final class EndpointConnection extends Connection {

    private final TcpSession session;

    EndpointConnection(IoLoop loop, SocketChannel channel, TcpSession session) {
        super(loop, channel);
        this.session = session;
    }

    /** Connects. The session hears of success when the channel is active, of failure by {@code connectFailed}. */
    void connect(InetSocketAddress address) {
        channel.pipeline().addLast(this);
        loop.register(channel);
        channel.connect(address).addListener(connected -> {
            Throwable cause = connected.cause();
            if (cause != null) {
                channel.close(); // Netty's epoll leaves that to whoever connects
                session.connectFailed(this, cause);
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        session.connected(this);
    }

    @Override
    protected void received(ByteBuf bytes) {
        session.endpointSent(this, bytes);
    }

    @Override
    protected void peerFinished() {
        session.endpointFinished(this);
    }

    @Override
    protected void broken(Throwable cause) {
        session.endpointBroke(this, cause);
    }

    @Override
    protected void writabilityChanged() {
        session.endpointWritabilityChanged(this);
    }

    @Override
    protected void closed() {
        session.sideClosed(this);
    }
}
