import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Reads the numbers of a proxy over one kept connection, again and again. One thread. */
final class Scraper {

    private final int port;
    private final byte[] request;
    private final String path;
    private final String expected;
    private final Storm.Counts counts;
    private Client client;

    /**
     * @param expected what must be in each answer
     */
    Scraper(int port, String path, String expected, Storm.Counts counts) {
        this.port = port;
        this.path = path;
        this.request = Bytes.of("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUser-Agent: storm\r\nAccept: */*\r\n\r\n");
        this.expected = expected;
        this.counts = counts;
    }

    /** A kept connection may have been ended by a reload, which is no failure; one on a new connection is. */
    void scrape() {
        try {
            if (client == null || !read()) {
                close();
                client = new Client(port, Storm.DEADLINE_MILLIS);
                if (!read()) {
                    throw new IOException("a new connection was ended without an answer");
                }
            }
            counts.scrapes.incrementAndGet();
        } catch (IOException e) {
            counts.failed("reading " + path + ": " + e);
            close();
        }
    }

    /** Answers whether there was an answer at all. */
    private boolean read() throws IOException {
        Client.Answer answer;
        try {
            client.send(request);
            answer = client.answer("GET");
        } catch (SocketException e) {
            return false;
        }
        if (answer == null) {
            return false;
        }
        if (answer.status() != 200 || !new String(answer.body(), StandardCharsets.UTF_8).contains(expected)) {
            throw new IOException("status " + answer.status() + ", " + answer.body().length + " bytes, perhaps without " + expected);
        }
        if (answer.head().connection("close")) {
            close();
        }
        return true;
    }

    private void close() {
        if (client != null) {
            try {
                client.close();
            } catch (IOException e) {
                counts.failed("closing: " + e);
            }
            client = null;
        }
    }
}
