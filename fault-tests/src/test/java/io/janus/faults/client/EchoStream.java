package io.janus.faults.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.janus.faults.wire.Head;
import io.janus.faults.wire.Payload;

/** A connection that lasts, a TCP session or an upgraded one: what is sent comes back, byte for byte. */
public final class EchoStream implements AutoCloseable {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Socket socket;
    private final InputStream in;
    private final String name;
    private final long seed;
    private long moved;

    private EchoStream(int port, String name) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(WireClient.PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        this.name = name;
        seed = Payload.seed(name);
    }

    public static EchoStream session(int port, String name) throws IOException {
        return new EchoStream(port, name);
    }

    public static EchoStream upgraded(int port, String path, String name) throws IOException {
        EchoStream stream = new EchoStream(port, name);
        stream.socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: janus.test\r\nX-Act: UPGRADE\r\n"
                + "Connection: upgrade\r\nUpgrade: echo\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        Head head = Head.read(stream.in);
        if (head == null || Integer.parseInt(head.word(1)) != SWITCHING_PROTOCOLS) {
            throw new IOException("not upgraded: " + head);
        }
        return stream;
    }

    /** Sends so many bytes, and has them come back. */
    public void round(int length) throws IOException {
        byte[] bytes = Payload.bytes(seed, moved, length);
        socket.getOutputStream().write(bytes);
        byte[] back = in.readNBytes(length);
        if (!Arrays.equals(back, bytes)) {
            throw new IOException("after " + moved + " bytes, " + back.length + " of " + length + " came back, or others");
        }
        moved += length;
    }

    /** Finishes, and sees the other side finish with nothing more. */
    public void finish() throws IOException {
        socket.shutdownOutput();
        int more = in.read();
        if (more >= 0) {
            throw new IOException("after all " + moved + " bytes, another came");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
