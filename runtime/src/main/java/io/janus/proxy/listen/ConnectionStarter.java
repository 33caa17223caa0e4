package io.janus.proxy.listen;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.netty.channel.socket.SocketChannel;

/** What becomes of an accepted connection: the seam between listening and the protocols. */
public interface ConnectionStarter {

    /**
     * Makes the handler of a client connection. Called on the accepting loop; the handler begins with its
     * {@code channelActive}, on the given loop, and owes the listener one {@link Listener#left()} from then on.
     */
    Connection start(Listener listener, IoLoop loop, SocketChannel channel);

    /**
     * Makes the handler of a connection that came while as many as allowed were open, to tell it so. It owes the listener
     * nothing.
     *
     * @return null when the connection is simply reset
     */
    default @Nullable Connection refuse(Listener listener, IoLoop loop, SocketChannel channel) {
        return null;
    }
}
