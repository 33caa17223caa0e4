package io.janus.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Talks to an endpoint of the TCP listener and stays for a moment. May be sent from several threads at once. */
final class EchoVisitor implements Visitor {

    /** Long for the loopback interface; an endpoint that a reload took away must not stop a visitor for longer. */
    private static final int TIMEOUT_MILLIS = 1000;

    private final InetSocketAddress echo;
    private final int stayMillis;

    /** @param stayMillis how long a visitor holds its connection on average, so that a look at the open sessions finds some */
    EchoVisitor(InetSocketAddress echo, int stayMillis) {
        this.echo = echo;
        this.stayMillis = stayMillis;
    }

    @Override
    public void visit() throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(echo, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String greeting = in.readLine();
            socket.getOutputStream().write("ping\n".getBytes(StandardCharsets.UTF_8));
            if (greeting == null || !"ping".equals(in.readLine())) {
                throw new IOException("no echo came back");
            }
            TimeUnit.MILLISECONDS.sleep(Pace.workMillis(stayMillis));
        }
    }
}
