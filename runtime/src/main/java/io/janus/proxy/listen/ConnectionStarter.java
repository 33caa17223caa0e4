package io.janus.proxy.listen;

import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.netty.channel.socket.SocketChannel;

/** What becomes of an accepted connection: the seam between listening and the protocols. */
@FunctionalInterface
public interface ConnectionStarter {

    /**
     * Makes the handler of a client connection. Called on the accepting loop; the handler begins with its
     * {@code channelActive}, on the given loop, and owes the listener one {@link Listener#left()} from then on.
     */
    Connection start(Listener listener, IoLoop loop, SocketChannel channel);
}
