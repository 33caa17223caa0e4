package io.janus.proxy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address where nobody answers, held so that nobody else gets its port while the test runs. */
public final class DeadAddress implements AutoCloseable {

    /** How many half-made connections fill a queue of one: two fit, and one more is on its way should one be dropped. */
    private static final int FILLERS = 4;

    private final InetSocketAddress address;
    private final List<AutoCloseable> held = new ArrayList<>();

    private DeadAddress(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * One that refuses connections at once: a socket that is bound and does not listen. Somebody else in this process may
     * still listen there, so it reserves a port for a listener too.
     */
    public static DeadAddress refusing() {
        return refusing(InetAddress.getLoopbackAddress());
    }

    /** As {@link #refusing()}, on an address of choice. */
    public static DeadAddress refusing(InetAddress host) {
        try {
            Socket socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, 0));
            DeadAddress dead = new DeadAddress((InetSocketAddress) socket.getLocalSocketAddress());
            dead.held.add(socket);
            return dead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that never answers, as behind a firewall: a listening socket whose queue is full. */
    public static DeadAddress silent() {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            DeadAddress dead = new DeadAddress((InetSocketAddress) server.getLocalSocketAddress());
            dead.held.add(server);
            for (int i = 0; i < FILLERS; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(dead.address);
                dead.held.add(filler);
            }
            return dead;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        for (AutoCloseable one : held) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
