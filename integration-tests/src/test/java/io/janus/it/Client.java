package io.janus.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of a {@link GreetingEndpoint}, through Janus. */
final class Client implements AutoCloseable {

    /** Long enough for a busy machine; a test that waits so long has failed. */
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader lines;
    private final String greeting;

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        greeting = lines.readLine();
    }

    /** Connects, and reads the greeting. */
    static Client connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            return new Client(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Who answers on that port. */
    static String greetingFrom(int port) throws IOException {
        try (Client client = connect(port)) {
            return client.greeting;
        }
    }

    String greeting() {
        return greeting;
    }

    /** Sends a line and answers what comes back; null when the connection has ended. */
    String say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        return lines.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
