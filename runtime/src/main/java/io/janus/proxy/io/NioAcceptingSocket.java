package io.janus.proxy.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Accepts by hand through the method that Netty's own read loop calls. */
final class NioAcceptingSocket extends NioServerSocketChannel implements AcceptingSocket {

    @Override
    public ServerSocketChannel channel() {
        return this;
    }

    @Override
    public void acceptAll(Consumer<SocketChannel> accepted) throws IOException {
        List<Object> one = new ArrayList<>(1);
        try {
            while (doReadMessages(one) > 0) {
                accepted.accept((SocketChannel) one.remove(0));
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
