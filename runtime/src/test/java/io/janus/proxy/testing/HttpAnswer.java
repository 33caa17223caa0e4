package io.janus.proxy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link HttpEndpoint} does with a request.
 *
 * @param bytes what it sends, perhaps nothing
 * @param delivery how it sends
 * @param then what becomes of the connection
 * @param gate what it waits for before it sends
 * @param tunnel what it does with the connection afterwards, where {@code then} is {@code TUNNEL}
 */
public record HttpAnswer(byte[] bytes, Delivery delivery, Then then, Future<?> gate, @Nullable Tunnel tunnel) {

    /** What becomes of the connection after an answer. */
    public enum Then {
        /** It waits for the next request. */
        KEEP,
        /** It is closed. */
        CLOSE,
        /** A FIN is sent, and what still comes is read away. */
        FINISH,
        /** It is reset. */
        RESET,
        /** It is no longer HTTP. */
        TUNNEL
    }

    /** What an endpoint does with a connection that is no longer HTTP; it is closed when this returns. */
    @FunctionalInterface
    public interface Tunnel {
        void hold(InputStream in, OutputStream out) throws IOException;
    }

    private static final Future<?> AT_ONCE = CompletableFuture.completedFuture(null);

    /** Sends text, every character as one byte. */
    public static HttpAnswer of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static HttpAnswer of(byte[] bytes) {
        return new HttpAnswer(bytes, Delivery.whole(), Then.KEEP, AT_ONCE, null);
    }

    /** 200 with a body of known length. */
    public static HttpAnswer ok(String body) {
        return status(200, body);
    }

    /** Any final status with a body of known length. */
    public static HttpAnswer status(int status, String body) {
        return of("HTTP/1.1 " + status + " Said\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Sends nothing and ends. */
    public static HttpAnswer none(Then then) {
        return of("").then(then);
    }

    public HttpAnswer inPieces(Delivery how) {
        return new HttpAnswer(bytes, how, then, gate, tunnel);
    }

    public HttpAnswer then(Then what) {
        return new HttpAnswer(bytes, delivery, what, gate, tunnel);
    }

    public HttpAnswer thenClose() {
        return then(Then.CLOSE);
    }

    public HttpAnswer thenReset() {
        return then(Then.RESET);
    }

    /** Waits before it sends; also for ever, until the endpoint closes. */
    public HttpAnswer after(Future<?> event) {
        return new HttpAnswer(bytes, delivery, then, event, tunnel);
    }

    public HttpAnswer thenTunnel(Tunnel what) {
        return new HttpAnswer(bytes, delivery, Then.TUNNEL, gate, what);
    }
}
