package io.janus.proxy.testing;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One end of a TCP connection, driven by the test: a client of the proxy, or what an endpoint accepted. A plain blocking
 * socket, so that nothing of the proxy tests itself. What does not happen within ten seconds fails the test.
 */
public final class Peer implements AutoCloseable {

    /** Far above anything a test waits for, even on a busy machine, and still soon enough to fail. */
    static final int PATIENCE_MILLIS = 10_000;

    private static final int CHUNK = 64 * 1024;

    /** Loopback moves bytes in microseconds: what has not moved for so long is stuck, unless the machine is. */
    private static final int STUCK_MILLIS = 150;

    private final Socket socket;

    /** How the other side ended its half. */
    public enum End {
        /** With a FIN. */
        FINISHED,
        /** With a RST. */
        RESET
    }

    Peer(Socket socket) {
        this.socket = socket;
        if (socket.isClosed()) {
            return;
        }
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects to an address of this machine. */
    public static Peer connectTo(InetSocketAddress address) {
        return connectTo(address, 0);
    }

    /**
     * Connects with a receive buffer of a given size, so that little fits between the proxy and a peer that does not read.
     *
     * @param receiveBuffer bytes; 0 leaves the kernel's choice
     */
    public static Peer connectTo(InetSocketAddress address, int receiveBuffer) {
        try {
            Socket socket = SocketChannel.open().socket();
            try {
                if (receiveBuffer > 0) {
                    socket.setReceiveBufferSize(receiveBuffer);
                }
                socket.connect(reachable(address), PATIENCE_MILLIS);
                return new Peer(socket);
            } catch (IOException e) {
                closeQuietly(socket);
                if (String.valueOf(e.getMessage()).contains("Connection reset")) {
                    return new Peer(socket); // it was connected, and reset before connect() returned
                }
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress reachable(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
    }

    public Peer send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Peer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends zeros until nobody on the way takes any more: until no byte could be sent for {@value #STUCK_MILLIS} ms.
     *
     * @return how many bytes were sent
     */
    public long sendUntilStuck() {
        SocketChannel channel = socket.getChannel();
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        AtomicLong sent = new AtomicLong();
        try {
            channel.configureBlocking(false);
            await().pollInterval(Duration.ofMillis(1)).during(Duration.ofMillis(STUCK_MILLIS)).until(() -> {
                int taken = channel.write(zeros.clear());
                sent.addAndGet(taken);
                return taken == 0;
            });
            channel.configureBlocking(true);
            return sent.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Receives exactly so many bytes as text. */
    public String receive(int bytes) {
        try {
            return new String(read(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new AssertionError("the other side finished after " + read.length + " of " + bytes + " bytes: "
                    + new String(read, StandardCharsets.UTF_8));
        }
        return read;
    }

    /** Receives until the other side finishes. */
    public byte[] receiveAll() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException e) {
            throw new UncheckedIOException("after " + all.size() + " bytes", e);
        }
        return all.toByteArray();
    }

    /** As {@link #receiveAll}, as text. */
    public String receiveAllText() {
        return new String(receiveAll(), StandardCharsets.UTF_8);
    }

    /** Reads away what still comes and answers how the other side ended. */
    public End awaitEnd() {
        byte[] ignored = new byte[CHUNK];
        try {
            while (socket.getInputStream().read(ignored) >= 0) {
                continue;
            }
            return End.FINISHED;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the other side did not end within " + PATIENCE_MILLIS + " ms", e);
        } catch (SocketException e) {
            return End.RESET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finishes this side with a FIN; the other direction goes on. */
    public Peer finish() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends with a RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        closeQuietly(socket);
    }

    /** The socket beneath, for what is not said above. */
    public Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
