package io.janus.server.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Endpoints that answer each read with a small answer, a thousand of them on one thread. */
final class SmallEndpoints implements AutoCloseable {

    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n".getBytes(StandardCharsets.US_ASCII);

    /** Heads of requests without a body fit. */
    private static final int HEAD_BYTES = 8192;

    private final Selector selector = Selector.open();
    private final List<ServerSocketChannel> listening = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    SmallEndpoints(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ServerSocketChannel channel = ServerSocketChannel.open()
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            listening.add(channel);
            ports.add(channel.socket().getLocalPort());
        }
        Thread thread = new Thread(this::run, "small-endpoints");
        thread.setDaemon(true);
        thread.start();
    }

    List<Integer> ports() {
        return ports;
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(SmallEndpoints::turn);
            }
        } catch (ClosedSelectorException e) {
            // The test is over.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void turn(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept();
                if (accepted != null) {
                    accepted.configureBlocking(false).register(key.selector(), SelectionKey.OP_READ);
                }
            } else if (((SocketChannel) key.channel()).read(ByteBuffer.allocate(HEAD_BYTES)) < 0) {
                key.channel().close();
            } else {
                ((SocketChannel) key.channel()).write(ByteBuffer.wrap(ANSWER));
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel channel : listening) {
            channel.close();
        }
    }
}
