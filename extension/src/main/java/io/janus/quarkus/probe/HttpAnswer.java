package io.janus.quarkus.probe;

import java.util.Optional;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.spec.ProbeSpec.Http;

/**
 * What an endpoint answers to an HTTP probe, as far as it came, and what that means. It is read as strictly as the data plane
 * reads answers, and within the same limits, for an endpoint whose answers cannot be passed on is of no use. Interim answers
 * are skipped, and the body is of no interest. Keeps at most one head and what came with its last bytes. Used for one probe,
 * by one thread.
 */
final class HttpAnswer {

    /** An endpoint sends one or two before its answer; more only keep the probe busy. */
    private static final int MOST_INTERIM = 16;

    /** The head of a usual answer; it grows when there is more. */
    private static final int FIRST_BYTES = 1024;

    /** The one status below 200 that ends HTTP on a connection, and that nobody asked for. */
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Http asked;
    private final ResponseHead head = new ResponseHead();
    private byte[] bytes = new byte[FIRST_BYTES];
    private int from;
    private int to;
    private int interim;

    HttpAnswer(Http asked) {
        this.asked = asked;
    }

    /** Takes what came next. Empty while more is needed; not to be called again after an outcome. */
    Optional<ProbeOutcome> take(byte[] piece) {
        keep(piece);
        while (true) {
            switch (head.scan(bytes, from, to, HeadLimits.OF_ENDPOINTS)) {
                case INCOMPLETE -> {
                    return Optional.empty();
                }
                case REFUSED -> {
                    return Optional.of(ProbeOutcome.failure("malformed answer: " + head.refusal()));
                }
                case COMPLETE -> {
                    if (head.status() >= 200 || head.status() == SWITCHING_PROTOCOLS) {
                        return Optional.of(outcome(head.status()));
                    }
                    from = head.end();
                    if (++interim > MOST_INTERIM) {
                        return Optional.of(ProbeOutcome.failure("sent " + interim + " interim answers and no final one"));
                    }
                }
            }
        }
    }

    private ProbeOutcome outcome(int status) {
        return asked.accepts(status) ? ProbeOutcome.SUCCESS
                : ProbeOutcome.failure("answered " + status + ", not " + asked.statuses());
    }

    /** What it means that the connection ends now. */
    ProbeOutcome closed() {
        return ProbeOutcome.failure(
                begun() ? "closed the connection within its answer" : "closed the connection without an answer");
    }

    /** Whether anything of an answer came. */
    boolean begun() {
        return interim > 0 || to > from;
    }

    /** Puts a piece behind what is left, which is less than a head may have. */
    private void keep(byte[] piece) {
        int rest = to - from;
        int needed = rest + piece.length + RequestHead.SENTINEL;
        byte[] target = needed <= bytes.length ? bytes : new byte[Math.max(needed, 2 * rest)];
        System.arraycopy(bytes, from, target, 0, rest);
        System.arraycopy(piece, 0, target, rest, piece.length);
        bytes = target;
        from = 0;
        to = rest + piece.length;
    }
}
