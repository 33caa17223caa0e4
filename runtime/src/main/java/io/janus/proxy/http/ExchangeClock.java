package io.janus.proxy.http;

import io.janus.balancer.Outcome;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.stats.ErrorCode;

/**
 * By when what must have happened in one exchange. What moves a deadline is noted without reading a clock; the tick looks at
 * them, and gives what was noted its time. Confined to its loop.
 */
final class ExchangeClock {

    private final IoLoop loop;
    private final Exchange exchange;
    private final ClientConnection client;

    /** When the whole exchange must be over; only where it is limited. */
    private long endNanos;
    private long limitNanos;
    private boolean limited;

    /** How soon the answer must begin once the endpoint has all it needs for that. */
    private long answerNanos;

    /** Whether it got that since the last tick, which turns it into {@link #askedNanos}. */
    private boolean asked;
    private long askedNanos;

    /** Whether something moved since the last tick, which turns it into {@link #movedNanos}. */
    private boolean moved;
    private long movedNanos;

    ExchangeClock(IoLoop loop, Exchange exchange, ClientConnection client) {
        this.loop = loop;
        this.exchange = exchange;
        this.client = client;
    }

    /** An exchange begins. */
    void begin() {
        limited = false;
        moved = true;
    }

    /** The whole exchange may take so long from now on; 0 is as long as it takes. */
    void limit(long nanos) {
        limited = nanos > 0;
        if (limited) {
            limitNanos = nanos;
            endNanos = loop.deadlineNanos(nanos);
        }
    }

    /** The answer must begin so soon from now on. */
    void expectAnswer(long nanos) {
        asked = true;
        answerNanos = nanos;
    }

    /**
     * Whether the endpoint had the whole request for half of the time that the exchange may take. A client that ends its
     * request in the last moment must not make it look slow.
     */
    boolean wasEndpointsForHalf() {
        return hasAsked(loop.nowNanos(), limitNanos / 2);
    }

    /** Something moved: a stall, if there is one, begins now. */
    void moved() {
        moved = true;
    }

    /** Gives what was noted since the last tick this one's time. Before the tick begins anything itself. */
    void note(long nowNanos) {
        if (moved) {
            moved = false;
            movedNanos = nowNanos;
        }
        if (asked) {
            asked = false;
            askedNanos = nowNanos;
        }
    }

    /** Looks at what is due, while a request waits for its answer: for the endpoint's, or for the rest of the request. */
    void tickAwaiting(long nowNanos, Dispatch dispatch, Blame blame, RequestStream request, boolean awaitsContinue,
            BackendState backend,
            HttpState state) {
        EndpointConnection connection = dispatch.connection();
        if (isOver(nowNanos)) {
            return;
        }
        if (connection == null) {
            if (dispatch.isIdle()) {
                exchange.internal(new IllegalStateException("an exchange waits for nothing"));
            }
            return;
        }
        if (request.isComplete() || awaitsContinue) {
            if (hasAsked(nowNanos, answerNanos)) {
                blame.failed(Outcome.TIMEOUT);
                dispatch.failed(Condition.TIMEOUT, Outcome.TIMEOUT, ErrorCode.RESPONSE_TIMEOUT, "it did not answer in time");
            }
        } else if (!connection.isWritable()) {
            if (isStalled(nowNanos, backend.stallTimeoutNanos())) {
                exchange.timedOut(ErrorCode.RESPONSE_TIMEOUT, "it took no more of the request");
            }
        } else if (isStalled(nowNanos, state.stallTimeoutNanos())) {
            exchange.fail(ErrorCode.BODY_TIMEOUT, null);
        }
    }

    /** Looks at what is due, while the answer flows. */
    void tickAnswering(long nowNanos, BackendState backend) {
        if (!isOver(nowNanos) && client.keptBytes() == 0 && isStalled(nowNanos, backend.stallTimeoutNanos())) {
            exchange.truncated("it stalled inside its answer");
        }
    }

    /** Whether the whole exchange has taken longer than it may; then it is ended. */
    private boolean isOver(long nowNanos) {
        boolean over = limited && nowNanos - endNanos >= 0;
        if (over) {
            exchange.timedOut(ErrorCode.REQUEST_TIMEOUT, "it took longer than it may");
        }
        return over;
    }

    /** Whether it is so long ago that the endpoint had what it needs; what this tick began itself is of the next. */
    private boolean hasAsked(long nowNanos, long nanos) {
        return !asked && nowNanos - askedNanos >= nanos;
    }

    private boolean isStalled(long nowNanos, long nanos) {
        return !moved && nowNanos - movedNanos >= nanos;
    }
}
