package io.janus.proxy.io;

import java.io.IOException;
import java.util.function.Consumer;

import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

/** A listening socket whose accept queue can be emptied by hand. */
public interface AcceptingSocket {

    /** The Netty channel. */
    ServerSocketChannel channel();

    /**
     * Accepts until there is nothing left to accept. On the channel's loop. Closing right after it, in the same turn, loses no
     * connection whose handshake was complete.
     *
     * @param accepted is handed each connection, not registered yet
     * @throws IOException when accepting fails, for instance for want of descriptors; what was accepted before was handed out
     */
    void acceptAll(Consumer<SocketChannel> accepted) throws IOException;
}
