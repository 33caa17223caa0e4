package io.janus.proxy.tcp;

import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;

/** The client's side of a session: it tells the session what happens to it. */
final class ClientConnection extends Connection {

    private final TcpSession session;

    ClientConnection(IoLoop loop, SocketChannel channel, TcpSession session) {
        super(loop, channel);
        this.session = session;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        session.begin();
    }

    @Override
    protected void received(ByteBuf bytes) {
        session.clientSent(bytes);
    }

    @Override
    protected void peerFinished() {
        session.clientFinished();
    }

    @Override
    protected void broken(Throwable cause) {
        session.clientBroke(cause);
    }

    @Override
    protected void writabilityChanged() {
        session.clientWritabilityChanged();
    }

    @Override
    protected void closed() {
        session.sideClosed(this);
    }
}
