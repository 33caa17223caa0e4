import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's WebSocket client through the proxy to an endpoint that echoes (RFC 6455): the endpoint's greeting, which comes in one
 * piece with its 101, then text, 1 MiB of binary data, ping and close.
 */
public final class WebSocketEcho {

    private static final int BINARY_BYTES = 1 << 20;
    private static final String GREETING = "welcome";
    private static final long DEADLINE_SECONDS = 10;

    private WebSocketEcho() {
    }

    public static void main(String[] args) throws Exception {
        Options options = new Options(args, Trials.options());
        try (ServerSocket server = new ServerSocket(options.number("endpoint-port"), 16, InetAddress.getLoopbackAddress())) {
            Thread endpoint = new Thread(() -> accept(server), "endpoint");
            endpoint.setDaemon(true);
            endpoint.start();
            Incoming incoming = new Incoming();
            WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(DEADLINE_SECONDS))
                    .buildAsync(URI.create("ws://127.0.0.1:" + options.number("port") + "/echo"), incoming)
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            incoming.expect("text " + GREETING);
            socket.sendText("grüße", true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            incoming.expect("text grüße");
            byte[] binary = Bytes.content(BINARY_BYTES);
            socket.sendBinary(ByteBuffer.wrap(binary), true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            incoming.expect("binary " + Arrays.hashCode(binary));
            socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            incoming.expect("pong [1, 2, 3]");
            socket.sendClose(4000, "enough").get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            incoming.expect("close 4000 enough");
        }
        new Proxy(options.big("pid"), options.number("admin-port")).awaitQuiet(Duration.ofSeconds(10));
        System.out.println("greeting, text, 1 MiB binary, ping and close came back as they were sent");
        System.exit(0);
    }

    private static void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                echo(socket);
            } catch (IOException | NoSuchAlgorithmException e) {
                if (!server.isClosed()) {
                    System.err.println("the endpoint: " + e);
                }
            }
        }
    }

    private static void echo(Socket socket) throws IOException, NoSuchAlgorithmException {
        HttpReader reader = new HttpReader(socket.getInputStream(), 64 * 1024);
        OutputStream out = socket.getOutputStream();
        Head head = reader.request();
        if (head == null) {
            return;
        }
        if (!head.connection("upgrade") || !"websocket".equalsIgnoreCase(head.value("Upgrade"))) {
            throw new IOException("not asked for WebSocket:\n" + head);
        }
        String key = head.value("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(Bytes.of(key)));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        first.writeBytes(Bytes.of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept + "\r\n\r\n"));
        first.writeBytes(frame(0x81, Bytes.of(GREETING)));
        out.write(first.toByteArray());
        frames(new DataInputStream(reader.raw()), out);
    }

    /** Each frame goes back as it came, fragments as fragments; a ping as a pong; a close, which ends it, as a close. */
    private static void frames(DataInputStream in, OutputStream out) throws IOException {
        int opcode = 0;
        while (opcode != 8) {
            int first = in.readUnsignedByte();
            opcode = first & 15;
            int second = in.readUnsignedByte();
            long length = second & 127;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            if (second < 128 || length > 16L * BINARY_BYTES) {
                throw new IOException("a frame that is not masked, or of " + length + " bytes");
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            out.write(frame(opcode == 9 ? first + 1 : first, payload));
        }
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** What the client hears, one line for each whole message. */
    private static final class Incoming implements WebSocket.Listener {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        void expect(String message) throws IOException, InterruptedException {
            String heard = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (!message.equals(heard)) {
                throw new IOException("expected: " + message + ", but heard: " + heard);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add("text " + text);
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            binary.writeBytes(piece);
            if (last) {
                messages.add("binary " + Arrays.hashCode(binary.toByteArray()));
                binary.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            byte[] payload = new byte[data.remaining()];
            data.get(payload);
            messages.add("pong " + Arrays.toString(payload));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            messages.add("close " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add("error " + error);
        }
    }
}
