package io.janus.faults.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.janus.faults.wire.Digest;
import io.janus.faults.wire.Head;
import io.janus.faults.wire.Payload;

/** The answer to one request, good or bad. */
final class Answering {

    /** So long do pieces of a trickle lie apart: many enough to be a stream, few enough to be cheap. */
    private static final int TRICKLE_MILLIS = 50;

    /** A body that is cut in the middle must have one. */
    private static final int LEAST_TO_CUT = 64;

    /** Two answers must fit one segment of the loopback device, so that they come together. */
    private static final int MOST_TWICE = 16 * 1024;

    /** What goes out before a reset should have left, or it is thrown away. */
    private static final int BEFORE_RESET_MILLIS = 5;

    /** None of them can be read in one way only. The identity is there, so that one that gets through is recognized. */
    private static final List<String> MALFORMED = List.of(
            "what is this?\r\n\r\n",
            "HTTP/1.1 two hundred\r\nContent-Length: 0\r\nX-Id: %s\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\nX-Id: %s\r\n\r\n123456",
            "HTTP/1.1 200 OK\r\nContent-Length: 5x\r\nX-Id: %s\r\n\r\n12345",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\nX-Id: %s\r\n\r\n12345",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nX-Id: %s\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, rot13\r\nX-Id: %s\r\n\r\n12345",
            "HTTP/1.1 200 OK\r\nContent Length: 5\r\nX-Id: %s\r\n\r\n12345",
            "HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 0\r\nX-Id: %s\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\nX-Id: %s\r\n\r\n");

    private final EndpointConnection connection;
    private final Endpoint endpoint;
    private final Head request;
    private final String number;
    private final String id;
    private final long seed;

    Answering(EndpointConnection connection, Endpoint endpoint, Head request, String number, String id) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.request = request;
        this.number = number;
        this.id = id;
        this.seed = Payload.seed(endpoint.name() + "/" + number + "/" + id);
    }

    /** Answers, or does not. Answers whether the connection may carry another request. */
    boolean perform(Act act) throws IOException {
        int delayMillis = endpoint.plan().delayMillis(request);
        if (act != Act.TRICKLE && !connection.stays(delayMillis)) {
            endpoint.log().cancelled(number, id);
            return false;
        }
        try {
            return switch (act) {
                case ANSWER, CLOSE, EARLY, INTERIM -> answer(act);
                case IDLE_CLOSE -> answer(act) && connection.stays(endpoint.plan().idleMillis()) && false;
                case DRIP -> drip();
                case TRICKLE -> trickle(delayMillis);
                case LONG, TWICE -> tooMuch(act);
                case SHORT, RESET_MID, CLOSE_MID, CUT_HEAD -> tooLittle(act);
                case MALFORMED -> malformed();
                case RESET_BEFORE -> reset();
                case CLOSE_BEFORE -> false;
                case NEVER -> silence();
                case UPGRADE -> upgrade();
            };
        } catch (IOException e) {
            endpoint.log().cancelled(number, id);
            throw e;
        }
    }

    private boolean answer(Act act) throws IOException {
        boolean closes = closes() || act == Act.CLOSE || act == Act.EARLY;
        byte[] body = body(answerLength());
        endpoint.log().intends(number, id, digest(body));
        if (act == Act.INTERIM) {
            connection.out().write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        connection.out().write(message(body, body.length, closes));
        endpoint.log().answered(number, id);
        return !closes;
    }

    private boolean drip() throws IOException {
        byte[] body = body(answerLength());
        endpoint.log().intends(number, id, digest(body));
        boolean closes = closes();
        for (byte b : message(body, body.length, closes)) {
            connection.out().write(b);
            if (!connection.stays(1)) {
                endpoint.log().cancelled(number, id);
                return false;
            }
        }
        endpoint.log().answered(number, id);
        return !closes;
    }

    private boolean trickle(int overMillis) throws IOException {
        byte[] body = body(answerLength());
        endpoint.log().intends(number, id, digest(body));
        boolean closes = closes();
        byte[] all = message(body, body.length, closes);
        int pieces = Math.max(1, overMillis / TRICKLE_MILLIS);
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) all.length * i / pieces);
            int to = (int) ((long) all.length * (i + 1) / pieces);
            connection.out().write(all, from, to - from);
            if (i + 1 < pieces && !connection.stays(TRICKLE_MILLIS)) {
                endpoint.log().cancelled(number, id);
                return false;
            }
        }
        endpoint.log().answered(number, id);
        return !closes;
    }

    private boolean tooMuch(Act act) throws IOException {
        byte[] body = body(Math.min(answerLength(), MOST_TWICE));
        endpoint.log().intends(number, id, digest(body));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(("HTTP/1.1 200 OK\r\nX-Id: " + id + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        both.write(body);
        both.write(act == Act.LONG ? body(LEAST_TO_CUT) : message(Payload.bytes(~seed, 0, LEAST_TO_CUT), LEAST_TO_CUT, false));
        both.writeTo(connection.out());
        endpoint.log().answered(number, id);
        connection.readToEnd();
        return false;
    }

    /** A body that ends with the connection is cut by a reset only: with a FIN it would be whole (ADR 0014). */
    private boolean tooLittle(Act act) throws IOException {
        byte[] body = body(Math.max(answerLength(), LEAST_TO_CUT));
        endpoint.log().intends(number, id, "-");
        byte[] all = message(body, body.length, act == Act.RESET_MID && "close".equals(framing()));
        int half = act == Act.CUT_HEAD ? LEAST_TO_CUT / 2 : all.length - body.length / 2;
        connection.out().write(all, 0, half);
        if (act == Act.SHORT) {
            connection.readToEnd();
        } else if (act == Act.RESET_MID && connection.stays(BEFORE_RESET_MILLIS)) {
            return reset();
        }
        return false;
    }

    private boolean malformed() throws IOException {
        endpoint.log().intends(number, id, "-");
        int which = request.number("x-variant", (int) Math.floorMod(seed, (long) MALFORMED.size()));
        connection.out().write(MALFORMED.get(which % MALFORMED.size()).formatted(id).getBytes(StandardCharsets.ISO_8859_1));
        return false;
    }

    private boolean reset() throws IOException {
        connection.reset();
        return false;
    }

    private boolean silence() throws IOException {
        connection.readToEnd();
        endpoint.log().cancelled(number, id);
        return false;
    }

    private boolean upgrade() throws IOException {
        connection.out().write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        connection.echo();
        return false;
    }

    // What an answer is made of

    private boolean closes() {
        return endpoint.isDraining() || "close".equals(framing());
    }

    private String framing() {
        return request.field("x-answer-framing", "length");
    }

    private int answerLength() {
        return request.number("x-answer-length", 0);
    }

    private byte[] body(int length) {
        return Payload.bytes(seed, 0, length);
    }

    private static String digest(byte[] body) {
        Digest digest = new Digest();
        digest.add(body, body.length);
        return digest.text();
    }

    private byte[] message(byte[] body, int announced, boolean closes) {
        String framing = framing();
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 256);
        all.writeBytes(("HTTP/1.1 200 OK\r\nX-Id: " + id + "\r\nX-From: " + endpoint.name() + "\r\n"
                + (closes ? "Connection: close\r\n" : "") + switch (framing) {
                    case "chunked" -> "Transfer-Encoding: chunked\r\n";
                    case "close" -> closes ? "" : "Content-Length: " + announced + "\r\n";
                    default -> "Content-Length: " + announced + "\r\n";
                } + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (framing.equals("chunked")) {
            int middle = body.length / 3;
            chunk(all, Arrays.copyOfRange(body, 0, middle));
            chunk(all, Arrays.copyOfRange(body, middle, body.length));
            all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            all.writeBytes(body);
        }
        return all.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream to, byte[] bytes) {
        if (bytes.length > 0) {
            to.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            to.writeBytes(bytes);
            to.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
