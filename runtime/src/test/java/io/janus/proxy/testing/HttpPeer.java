package io.janus.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.testing.Peer.End;

/**
 * One end of a connection that speaks HTTP in raw bytes: a client of the proxy, or what a {@link TestEndpoint#byHand()}
 * accepted. Text is one byte for each character.
 */
public final class HttpPeer implements AutoCloseable {

    private final Peer peer;
    private final HttpReader reader;

    private HttpPeer(Peer peer) {
        this.peer = peer;
        try {
            reader = new HttpReader(peer.socket().getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static HttpPeer of(Peer peer) {
        return new HttpPeer(peer);
    }

    public static HttpPeer connectTo(InetSocketAddress address) {
        return of(Peer.connectTo(address));
    }

    /** As {@link #connectTo(InetSocketAddress)}, failing when nothing comes for so long. */
    public static HttpPeer connectTo(InetSocketAddress address, int patienceMillis) {
        HttpPeer peer = connectTo(address);
        try {
            peer.peer.socket().setSoTimeout(patienceMillis);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return peer;
    }

    /** The end of the connection beneath. */
    public Peer peer() {
        return peer;
    }

    /** What was not read so far, for what is no longer HTTP. */
    public InputStream rest() {
        return reader.rest();
    }

    public HttpPeer send(String text) {
        peer.send(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public HttpPeer send(byte[] bytes, Delivery delivery) {
        try {
            delivery.write(peer.socket().getOutputStream(), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a GET without body on HTTP/1.1. */
    public HttpPeer get(String target) {
        return send("GET " + target + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
    }

    /** Sends a POST with a body of known length on HTTP/1.1. */
    public HttpPeer post(String target, String body) {
        return send("POST " + target + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public HttpPeer finish() {
        peer.finish();
        return this;
    }

    /** Receives the response to anything but HEAD. */
    public HttpResponse receive() {
        return receive("GET");
    }

    /** Receives one final response, with the interim ones before it, to a request of a method. */
    public HttpResponse receive(String method) {
        List<HttpHead> interim = new ArrayList<>();
        try {
            while (true) {
                HttpHead head = reader.head();
                if (head == null) {
                    throw new AssertionError("the other side finished instead of answering");
                }
                int status = HttpResponse.statusOf(head);
                if (status >= 200 || status == 101) {
                    return new HttpResponse(interim, head, reader.responseBody(head, method));
                }
                interim.add(head);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer in time", e);
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e.getMessage(), e);
        }
    }

    /** Receives only a head: of an interim response, or of one whose body the test reads itself. */
    public HttpHead receiveHead() {
        try {
            HttpHead head = reader.head();
            if (head == null) {
                throw new AssertionError("the other side finished instead of sending a head");
            }
            return head;
        } catch (IOException e) {
            throw new AssertionError("no head: " + e.getMessage(), e);
        }
    }

    /** Receives one request, where the test plays the endpoint. */
    public HttpRequest receiveRequest() {
        HttpHead head = receiveHead();
        try {
            return new HttpRequest(head, reader.requestBody(head), 1);
        } catch (IOException e) {
            throw new AssertionError("no whole request: " + e.getMessage(), e);
        }
    }

    /** Receives exactly so many bytes of what is no longer HTTP, or of a body that the test reads itself. */
    public String receiveText(int bytes) {
        try {
            return new String(reader.rest().readNBytes(bytes), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("no text: " + e.getMessage(), e);
        }
    }

    /** Whether the other side sent something that was not read yet. */
    public boolean hasReceivedSomething() {
        try {
            return reader.rest().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the other side ends without another byte; answers how. */
    public End awaitEnd() {
        try {
            int next = reader.rest().read();
            assertThat(next).as("the first byte that should not be there").isEqualTo(-1);
            return End.FINISHED;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (SocketException e) {
            return End.RESET;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the other side ends with a FIN and without another byte. */
    public void assertFinished() {
        assertThat(awaitEnd()).isEqualTo(End.FINISHED);
    }

    /** Asserts that the connection carries another request. */
    public void assertUsable() {
        get("/still-usable").receive();
    }

    @Override
    public void close() {
        peer.close();
    }
}
