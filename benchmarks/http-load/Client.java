import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Arrays;

/** A client connection to the proxy: blocking, one thread at a time. */
final class Client implements AutoCloseable {

    /** Small, because some trials hold thousands of them. */
    private static final int BUFFER = 2048;

    private final Socket socket = new Socket();
    private final HttpReader reader;
    private final OutputStream out;

    /** An answer, complete. */
    record Answer(Head head, byte[] body) {
        int status() {
            return head.status();
        }
    }

    /**
     * @param deadlineMillis for connecting, and later for each read
     */
    Client(int port, int deadlineMillis) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), deadlineMillis);
        socket.setSoTimeout(deadlineMillis);
        socket.setTcpNoDelay(true);
        reader = new HttpReader(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** The final answer to a request of that method, or null when the proxy ended the connection before its first byte. */
    Answer answer(String method) throws IOException {
        Head head = reader.answer();
        while (head != null && head.status() < 200) {
            head = reader.answer();
            if (head == null) {
                throw new EOFException("the end after an interim answer");
            }
        }
        if (head == null) {
            return null;
        }
        String answered = head.value("X-Method");
        return new Answer(head, reader.answerBody(head, answered == null ? method : answered));
    }

    /** Asks for a target of {@link Endpoint#plain} and compares the answer. */
    void plain(String target) throws IOException {
        send(Bytes.of("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: trial\r\nAccept: */*\r\n\r\n"));
        Answer answer = answer("GET");
        if (answer == null) {
            throw new EOFException("closed without an answer to " + target);
        }
        int length = target.startsWith("/bytes/") ? Integer.parseInt(target.substring(7)) : 100;
        if (answer.status() != 200 || !target.equals(answer.head.value("X-Target"))
                || !Arrays.equals(answer.body, Bytes.content(length))) {
            throw new IOException("a wrong answer to " + target + ": " + answer.head);
        }
    }

    /** Sends no more; the proxy may still answer. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a RST where the system allows. */
    void reset() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
