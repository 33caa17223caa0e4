package io.janus.proxy.io;

import java.io.IOException;
import java.util.function.Consumer;

import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.Socket;

/** Accepts by hand through Netty's socket, which answers -1 when the queue is empty. */
final class EpollAcceptingSocket implements AcceptingSocket {

    /** What {@link Socket#accept} wants for the peer's address: 24 bytes and one for their number. */
    private static final int ADDRESS_BYTES = 25;

    private final EpollServerSocketChannel channel = new EpollServerSocketChannel();

    @Override
    public ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public void acceptAll(Consumer<SocketChannel> accepted) throws IOException {
        Socket socket = (Socket) channel.fd();
        byte[] address = new byte[ADDRESS_BYTES];
        for (int descriptor = socket.accept(address); descriptor != -1; descriptor = socket.accept(address)) {
            EpollSocketChannel connection = new EpollSocketChannel(descriptor);
            if (connection.isActive()) {
                accepted.accept(connection);
            } else { // reset by the client while it was queued
                connection.unsafe().closeForcibly();
            }
        }
    }
}
