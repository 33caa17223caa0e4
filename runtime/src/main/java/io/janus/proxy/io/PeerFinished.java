package io.janus.proxy.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;

/**
 * The epoll transport's note that a peer has finished its side. While the note stands Netty reads on to the end whether
 * auto-read is on or not; so it is set aside while a connection is paused, and put back when it is resumed, because without
 * it the end of the input would not be noticed after a short read.
 *
 * <p>
 * The note is a private field. Should a later Netty rename it, connections still work, but up to a kernel receive buffer is
 * read into memory when a slow reader's peer finishes; the start says so once.
 */
final class PeerFinished {

    private static final Logger LOG = Logger.getLogger(PeerFinished.class);
    private static final @Nullable VarHandle NOTE = find();

    private PeerFinished() {
    }

    private static @Nullable VarHandle find() {
        try {
            Class<?> handle = Class.forName("io.netty.channel.epoll.EpollRecvByteAllocatorHandle", false,
                    PeerFinished.class.getClassLoader());
            return MethodHandles.privateLookupIn(handle, MethodHandles.lookup())
                    .findVarHandle(handle, "receivedRdHup", boolean.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warnf("This Netty does not let Janus hold back the input of a peer that has finished (%s). "
                    + "Connections work, but those with a slow reader may use up to a kernel receive buffer of memory each.",
                    e);
            return null;
        }
    }

    /** Whether the note can be set aside; otherwise nothing must be held back, or Netty would try again without end. */
    static boolean canBeSetAside() {
        return NOTE != null;
    }

    /** Sets the note aside. Answers whether it stood. On the channel's loop, for an epoll channel. */
    static boolean setAside(Channel channel) {
        Object handle = channel.unsafe().recvBufAllocHandle();
        if (NOTE == null || !(boolean) NOTE.get(handle)) {
            return false;
        }
        NOTE.set(handle, false);
        return true;
    }

    /** Puts the note back. On the channel's loop, for an epoll channel. */
    static void putBack(Channel channel) {
        if (NOTE != null) {
            NOTE.set(channel.unsafe().recvBufAllocHandle(), true);
        }
    }
}
