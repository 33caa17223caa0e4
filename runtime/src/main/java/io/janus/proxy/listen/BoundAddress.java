package io.janus.proxy.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.janus.proxy.io.AcceptingSocket;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.IoLoops;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;

/**
 * The sockets that listen on one address: one for each loop where the kernel spreads connections over them, so that no
 * connection changes threads; elsewhere a single one that hands connections round. Opened, started and stopped by the control
 * loop.
 */
final class BoundAddress {

    /** The kernel caps it at its own limit; Netty's default would be that limit of long ago, 128 on some systems. */
    private static final int BACKLOG = 16_384;

    /** Loops answer within a turn; one that does not for so long is stuck, and a bind or a stop should not wait for it. */
    private static final long LOOP_SECONDS = 5;

    private final InetSocketAddress wanted;
    private final IoLoops loops;
    private final List<Acceptor> acceptors = new ArrayList<>();
    private final AtomicInteger nextHome = new AtomicInteger();
    private final boolean perLoop;

    /** The wanted address, with the real port once it is bound. Only the control loop. */
    private InetSocketAddress address;

    /** Whose connections these are. Written by the control loop, read by the event loops. */
    private volatile Listener listener;

    private BoundAddress(InetSocketAddress wanted, Listener listener, IoLoops loops) {
        this.wanted = wanted;
        this.address = wanted;
        this.listener = listener;
        this.loops = loops;
        this.perLoop = loops.transport().reusePort().isPresent();
    }

    /**
     * Binds, without accepting yet: connections wait in the kernel until {@link #start}.
     *
     * @param tryFirst whether to try without sharing the port first. Sharing hides that somebody else has it; but where a
     *        listener of ours holds the port, trying would find that one.
     * @throws IOException when the address cannot be bound; nothing is left open
     */
    static BoundAddress open(InetSocketAddress wanted, boolean tryFirst, Listener listener, IoLoops loops,
            ConnectionStarter starter) throws IOException {
        BoundAddress bound = new BoundAddress(wanted, listener, loops);
        if (bound.perLoop && tryFirst && wanted.getPort() != 0) {
            tryToBind(wanted);
        }
        try {
            int sockets = bound.perLoop ? loops.size() : 1;
            for (int i = 0; i < sockets; i++) {
                bound.address = bound.bind(loops.get(i), bound.address, starter);
            }
            return bound;
        } catch (IOException e) {
            bound.stop();
            throw e;
        }
    }

    /** Binds a socket that never listens, so that no connection is lost to the trial. */
    private static void tryToBind(InetSocketAddress address) throws IOException {
        try (Socket trial = new Socket()) {
            trial.setReuseAddress(true);
            trial.bind(address);
        }
    }

    private InetSocketAddress bind(IoLoop loop, InetSocketAddress address, ConnectionStarter starter) throws IOException {
        AcceptingSocket socket;
        try {
            socket = loops.transport().newAcceptingSocket();
        } catch (ChannelException e) { // for want of descriptors
            throw new IOException(e.getMessage(), e);
        }
        var channel = socket.channel();
        channel.config().setBacklog(BACKLOG).setReuseAddress(true).setAutoRead(false);
        loops.transport().reusePort().ifPresent((ChannelOption<Boolean> option) -> channel.config().setOption(option, true));
        Acceptor acceptor = new Acceptor(this, socket, loop, starter);
        channel.pipeline().addLast(acceptor);
        acceptors.add(acceptor);
        await(loop.register(channel));
        await(channel.bind(address));
        return channel.localAddress();
    }

    private static void await(ChannelFuture done) throws IOException {
        if (!done.awaitUninterruptibly(LOOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("an event loop did not answer within " + LOOP_SECONDS + " s");
        }
        Throwable cause = done.cause();
        if (cause != null) {
            throw cause instanceof IOException io ? io : new IOException(cause);
        }
    }

    InetSocketAddress wanted() {
        return wanted;
    }

    Listener listener() {
        return listener;
    }

    /** Hands the connections accepted from now on to a listener, perhaps another than before. */
    void belongTo(Listener listener) {
        listener.moved(address);
        this.listener = listener;
    }

    /** The loop on which a connection lives that was accepted on the given one. */
    IoLoop homeOf(IoLoop accepting) {
        return perLoop ? accepting : loops.get(Math.floorMod(nextHome.getAndIncrement(), loops.size()));
    }

    /** Accepts, from now on. */
    void start() {
        accept(true);
    }

    /** Leaves connections waiting in the kernel until {@link #start}. */
    void pause() {
        accept(false);
    }

    /** On the loop of each socket: only there Netty looks at what is queued already when accepting starts again. */
    private void accept(boolean now) {
        acceptors.forEach(acceptor -> acceptor.loop().events()
                .execute(() -> acceptor.socket().channel().config().setAutoRead(now)));
    }

    /** Accepts what is queued and closes the sockets. Answers when that is done; a handshake still under way is lost. */
    void stop() {
        CountDownLatch stopped = new CountDownLatch(acceptors.size());
        for (Acceptor acceptor : acceptors) {
            acceptor.loop().events().execute(() -> {
                try {
                    acceptor.stop();
                } finally {
                    // A turn later: NIO closes a socket in the select after its channel was closed, and until then its port
                    // could not be bound again.
                    acceptor.loop().events().schedule(stopped::countDown, 1, TimeUnit.NANOSECONDS);
                }
            });
        }
        try {
            if (!stopped.await(LOOP_SECONDS, TimeUnit.SECONDS)) {
                acceptors.forEach(acceptor -> acceptor.socket().channel().close());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
