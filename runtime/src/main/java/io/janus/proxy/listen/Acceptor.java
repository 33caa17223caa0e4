package io.janus.proxy.listen;

import java.io.IOException;
import java.util.Set;

import io.janus.proxy.io.AcceptingSocket;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.stats.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Errors;

/** The handler of one listening socket: it admits connections and hands them to a loop. Confined to the socket's loop. */
final class Acceptor extends ChannelInboundHandlerAdapter {

    /** EMFILE, ENFILE, ENOBUFS and ENOMEM, as Netty tells them: negative. */
    private static final Set<Integer> EXHAUSTION = Set.of(-24, -23, -105, -12);

    private final BoundAddress bound;
    private final AcceptingSocket socket;
    private final IoLoop loop;
    private final ConnectionStarter starter;

    Acceptor(BoundAddress bound, AcceptingSocket socket, IoLoop loop, ConnectionStarter starter) {
        this.bound = bound;
        this.socket = socket;
        this.loop = loop;
        this.starter = starter;
    }

    AcceptingSocket socket() {
        return socket;
    }

    IoLoop loop() {
        return loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        accepted((SocketChannel) message);
    }

    private void accepted(SocketChannel channel) {
        Listener listener = bound.listener();
        boolean admitted = listener.admit();
        try {
            IoLoop home = bound.homeOf(loop);
            home.configure(channel);
            channel.config().setAutoRead(false);
            Connection handler = admitted ? starter.start(listener, home, channel) : starter.refuse(listener, home, channel);
            if (!admitted && handler != null) {
                listener.answered(loop.index(), ErrorCode.CONNECTION_LIMIT, channel.remoteAddress(), null);
            }
            if (handler == null) {
                listener.error(loop.index(), ErrorCode.CONNECTION_LIMIT, channel.remoteAddress(), null);
                channel.config().setOption(ChannelOption.SO_LINGER, 0); // a RST: the client must not take it for an answer
                channel.unsafe().closeForcibly();
                return;
            }
            channel.pipeline().addLast(handler);
            home.register(channel).addListener(registered -> {
                if (!registered.isSuccess()) {
                    giveUp(listener, channel, admitted);
                }
            });
        } catch (RuntimeException e) { // as when the client has reset the connection already
            listener.error(loop.index(), ErrorCode.INTERNAL, null, "a connection could not be taken: " + e);
            giveUp(listener, channel, admitted);
        }
    }

    private static void giveUp(Listener listener, SocketChannel channel, boolean admitted) {
        channel.unsafe().closeForcibly();
        if (admitted) {
            listener.left();
        }
    }

    /** Accepts what is queued, then closes, in one turn. */
    void stop() {
        Channel channel = socket.channel();
        if (!channel.isOpen()) {
            return;
        }
        try {
            if (channel.isActive()) {
                socket.acceptAll(this::accepted);
            }
        } catch (IOException | RuntimeException e) {
            bound.listener().error(loop.index(), ErrorCode.NO_DESCRIPTORS, null, e.getMessage());
        } finally {
            channel.close();
        }
    }

    /**
     * Accepting failed. Whatever the reason, the edge that announced the connections is spent, and trying again at once could
     * go on without end: accepting rests, and the start after it looks at the queue again.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (socket.channel().isOpen()) {
            ErrorCode code = isExhaustion(cause) ? ErrorCode.NO_DESCRIPTORS : ErrorCode.INTERNAL;
            bound.listener().error(loop.index(), code, null, "accepting failed: " + cause.getMessage());
            bound.listener().exhausted();
        }
    }

    /** Whether the process or the machine has no descriptor or no memory left; NIO tells it by its text only. */
    private static boolean isExhaustion(Throwable cause) {
        return cause instanceof Errors.NativeIoException failed ? EXHAUSTION.contains(failed.expectedErr())
                : String.valueOf(cause.getMessage()).contains("Too many open files");
    }
}
