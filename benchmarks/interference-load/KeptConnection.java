import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection of the open loop: one request at a time, whose answer is compared. It is opened anew when the proxy ends it, which is no
 * failure between two requests, and one within a request. Only for the thread of the loop.
 */
final class KeptConnection {

    /** Ten times what an answer has here. */
    private static final int MOST_ANSWER_BYTES = 4096;

    private static final byte[] OK = ascii("HTTP/1.1 200 ");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    /** In lower case; without the blank, which is optional. */
    private static final byte[] CONNECTION = ascii("\nconnection:");
    private static final byte[] CLOSE = ascii("close");

    private enum State {
        OPENING, IDLE, BUSY, CLOSED
    }

    private final OpenLoop loop;
    private final Selector selector;
    private final InetSocketAddress proxy;
    private final ByteBuffer request;
    private final ByteBuffer received = ByteBuffer.allocateDirect(MOST_ANSWER_BYTES);
    private final byte[] answer = new byte[MOST_ANSWER_BYTES];
    private final byte[] body;
    private SocketChannel channel;
    private State state = State.CLOSED;
    private int length;
    private long dueNanos;
    private long sentNanos;

    KeptConnection(OpenLoop loop, Selector selector, int port, byte[] request, byte[] body) {
        this.loop = loop;
        this.selector = selector;
        this.proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.request = ByteBuffer.allocateDirect(request.length).put(request);
        this.body = body;
    }

    /** Where it fails it is tried again at the next check. */
    void open() {
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            state = State.OPENING;
            sentNanos = System.nanoTime();
            boolean open = channel.connect(proxy);
            channel.register(selector, open ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (open) {
                opened();
            }
        } catch (IOException e) {
            close();
            loop.refused("found no connection: " + e);
        }
    }

    private void opened() {
        state = State.IDLE;
        loop.idle(this);
    }

    void send(long due) {
        state = State.BUSY;
        length = 0;
        dueNanos = due;
        sentNanos = System.nanoTime();
        try {
            request.clear();
            if (channel.write(request) < request.limit()) {
                fail("could not be sent at once to an empty socket");
            }
        } catch (IOException e) {
            fail("could not be sent: " + e);
        }
    }

    /** The selector has something for it. */
    void ready() {
        try {
            if (state == State.OPENING) {
                channel.finishConnect();
                channel.keyFor(selector).interestOps(SelectionKey.OP_READ);
                opened();
                return;
            }
            int read = channel.read(received.clear());
            if (state == State.BUSY) {
                judge(read);
            } else if (read != 0) {
                // The end between two requests, or bytes that nobody asked for.
                if (read > 0) {
                    loop.refused("was answered twice");
                }
                loop.notIdle(this);
                reopen();
            }
        } catch (IOException e) {
            if (state == State.BUSY) {
                fail("was cut off: " + e);
            } else if (state == State.IDLE) {
                loop.notIdle(this);
                reopen();
            } else {
                close();
                loop.refused("found no connection: " + e);
            }
        }
    }

    /** Called every few milliseconds. */
    void check(long now, long deadlineNanos) {
        if (state == State.CLOSED) {
            open();
        } else if (state == State.BUSY && now - sentNanos > deadlineNanos) {
            fail("was not answered in time");
        } else if (state == State.OPENING && now - sentNanos > deadlineNanos) {
            close();
            loop.refused("found no connection in time");
        }
    }

    private void judge(int read) {
        if (read < 0) {
            fail("was cut off after " + length + " bytes of its answer");
            return;
        }
        if (read > answer.length - length) {
            fail("has an answer of more than " + answer.length + " bytes");
            return;
        }
        received.flip().get(answer, length, read);
        length += read;
        int head = headLength();
        if (head < 0 || length < head + body.length) {
            return;
        }
        long now = System.nanoTime();
        if (!Arrays.equals(answer, 0, OK.length, OK, 0, OK.length) || !Arrays.equals(answer, head, length, body, 0, body.length)) {
            fail("has a wrong answer: " + new String(answer, 0, length, StandardCharsets.ISO_8859_1).replace("\r\n", " | "));
            return;
        }
        boolean last = closes(head);
        loop.answered(dueNanos, now, last);
        if (last) {
            reopen();
        } else {
            state = State.IDLE;
            loop.idle(this);
        }
    }

    /** With the empty line, or -1 while it is incomplete. */
    private int headLength() {
        for (int i = 0; i + HEAD_END.length <= length; i++) {
            if (answer[i] == '\r' && Arrays.equals(answer, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i + HEAD_END.length;
            }
        }
        return -1;
    }

    private boolean closes(int head) {
        for (int i = 0; i + CONNECTION.length + CLOSE.length < head; i++) {
            if (answer[i] == '\n' && matches(CONNECTION, i)) {
                int value = i + CONNECTION.length;
                return matches(CLOSE, answer[value] == ' ' ? value + 1 : value);
            }
        }
        return false;
    }

    private boolean matches(byte[] lowerCase, int at) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = answer[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private void fail(String why) {
        loop.failed(why);
        reopen();
    }

    private void reopen() {
        close();
        open();
    }

    private void close() {
        state = State.CLOSED;
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("a connection cannot be closed: " + e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
