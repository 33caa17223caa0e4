package io.janus.proxy.http;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.attempt.Attempt;
import io.janus.proxy.io.ConnectFailure;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.ErrorCode;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;

/**
 * How one exchange gets its request to an endpoint: an attempt, a connection for it, pooled or new, and another attempt where
 * the one rule of retries allows it. Used again for each exchange of a client connection. Confined to its loop.
 */
final class Dispatch {

    private enum Phase {
        NONE,
        /** Waiting before the next attempt. */
        BACKOFF,
        /** A new connection is on its way. */
        CONNECTING,
        /** The request went out. */
        SENT
    }

    /** The first two attempts follow each other at once; only where the second failed too is there a reason to wait. */
    private static final int ATTEMPTS_AT_ONCE = 2;

    /** Doubling beyond would overflow, and is beyond any maximum. */
    private static final int MOST_DOUBLINGS = 30;

    private final Exchange exchange;
    private final Listener listener;
    private final HttpLoop http;
    private final IoLoop loop;
    private final Attempt attempt;

    private Phase phase = Phase.NONE;
    private @Nullable BackendState backend;
    private @Nullable EndpointConnection connection;
    private boolean reused;

    /** When connecting or waiting is over. */
    private long dueNanos;

    /** While it waits before another attempt: the failure of the last one, to be told if no endpoint is left. */
    private @Nullable String failure;
    private ErrorCode failureCode = ErrorCode.ENDPOINT_RESET;

    /** Whether the next attempt must open a connection: a pooled one has just turned out to be dead. */
    private boolean onlyFresh;

    Dispatch(Exchange exchange, Listener listener, HttpLoop http, ClientConnection client) {
        this.exchange = exchange;
        this.listener = listener;
        this.http = http;
        this.loop = http.loop();
        this.attempt = new Attempt(http.picks(), client.peer());
    }

    /** Begins with the first attempt. */
    void begin(BackendState backend, ClientConnection client, RequestStream request, long nowNanos) {
        this.backend = backend;
        onlyFresh = false;
        attempt.reset(client.identity().client(), request);
        backend.totals().retryBudget(loop.index()).request(loop.nowNanos());
        attempt(backend, ErrorCode.NO_ENDPOINT, null, nowNanos);
    }

    /** Whether nothing is under way: no connection, none on its way, and none to come. */
    boolean isIdle() {
        return phase == Phase.NONE;
    }

    /** The connection the request went out on; null while there is none. */
    @Nullable
    EndpointConnection connection() {
        return phase == Phase.SENT ? connection : null;
    }

    /** Whether the connection carried another exchange before. */
    boolean isReused() {
        return reused;
    }

    /** The endpoint of the running attempt; null when none is running. */
    @Nullable
    ProxyEndpoint endpoint() {
        return attempt.endpoint();
    }

    /**
     * Makes an attempt if there is an endpoint for it.
     *
     * @param otherwise what the client is told if there is none
     * @param story what went wrong before; null in the first attempt
     */
    private void attempt(BackendState backend, ErrorCode otherwise, @Nullable String story, long nowNanos) {
        ProxyEndpoint chosen = attempt.next(backend, nowNanos);
        if (chosen == null) {
            phase = Phase.NONE;
            exchange.fail(otherwise,
                    story != null ? story : "backend " + backend.name() + " has no endpoint to offer");
            return;
        }
        exchange.tries(chosen);
        EndpointConnection pooled = onlyFresh ? null : http.pools().take(chosen, exchange.staysRepeatable());
        reused = pooled != null;
        if (pooled != null) {
            backend.totals().counts().increment(loop.index(), Count.CONNECTION_REUSED);
            connection = pooled;
            sent(pooled);
        } else {
            connect(backend, chosen);
        }
    }

    private void connect(BackendState backend, ProxyEndpoint chosen) {
        SocketChannel channel;
        try {
            channel = loop.transport().newSocket();
        } catch (ChannelException e) {
            listener.exhausted();
            exchange.fail(ErrorCode.NO_DESCRIPTORS, String.valueOf(e.getMessage()));
            return;
        }
        loop.configure(channel);
        backend.totals().counts().increment(loop.index(), Count.CONNECTION_OPENED);
        phase = Phase.CONNECTING;
        dueNanos = loop.deadlineNanos(backend.connectTimeoutNanos());
        channel.config().setAutoClose(false); // an answer may be there to be read when nothing can be written any more
        EndpointConnection fresh = new EndpointConnection(http, listener, channel, chosen, this);
        connection = fresh;
        fresh.connect();
    }

    void connected(EndpointConnection from) {
        if (from != connection || phase != Phase.CONNECTING || backend == null) {
            from.close(); // too late: the exchange went on without it
            return;
        }
        backend.connectLatency().record(loop.index(), System.nanoTime() - attempt.startNanos());
        sent(from);
    }

    private void sent(EndpointConnection on) {
        phase = Phase.SENT;
        exchange.sendOn(on);
    }

    void connectFailed(EndpointConnection from, Throwable cause) {
        if (from == connection && phase == Phase.CONNECTING) {
            if (!ConnectFailure.isOwnShortage(cause)) {
                blame(Outcome.CONNECT_FAILURE);
            }
            failed(Condition.CONNECT_FAILURE, Outcome.CONNECT_FAILURE, ErrorCode.CONNECT_FAILURE,
                    ConnectFailure.reason(cause));
        }
    }

    // Failing, and trying again

    /** The attempt failed. Makes another if that is allowed; otherwise the exchange fails. */
    void failed(Condition how, Outcome outcome, ErrorCode code, String why) {
        BackendState to = backend;
        if (to == null) {
            return;
        }
        String story = attempt.endpoint() + ": " + why;
        boolean again = attempt.number() < to.maxAttempts() && to.retries().when().contains(how)
                && (how == Condition.CONNECT_FAILURE || mayRepeat(to));
        endAttempt(outcome);
        if (!again) {
            exchange.fail(code, story);
            return;
        }
        onlyFresh = how == Condition.RESET;
        count(to, how);
        if (how == Condition.CONNECT_FAILURE || attempt.number() < ATTEMPTS_AT_ONCE) {
            again(code, story);
        } else {
            backOff(to.retries(), code, story);
        }
    }

    /** The endpoint answered with a status. Answers whether another attempt is made instead of forwarding it. */
    boolean retriesStatus(int status) {
        BackendState to = backend;
        if (to == null || !to.retriesStatus(status) || attempt.number() >= to.maxAttempts()
                || to.eligibleCount() > 1 && !attempt.hasUntried(to) || !mayRepeat(to)) {
            return false; // an answer is better than none
        }
        String story = attempt.endpoint() + ": it answered " + status;
        endAttempt(Outcome.FAILURE);
        to.totals().counts().increment(loop.index(), Count.RETRY_STATUS);
        backOff(to.retries(), ErrorCode.ENDPOINT_RESET, story);
        return true;
    }

    private boolean mayRepeat(BackendState to) {
        if (!exchange.isRepeatable()) {
            return false;
        }
        if (to.totals().retryBudget(loop.index()).withdraw(loop.nowNanos())) {
            return true;
        }
        to.totals().counts().increment(loop.index(), Count.RETRY_BUDGET_SPENT);
        return false;
    }

    private void count(BackendState to, Condition how) {
        to.totals().counts().increment(loop.index(), switch (how) {
            case CONNECT_FAILURE -> Count.RETRY_CONNECT_FAILURE;
            case RESET -> Count.RETRY_RESET;
            case TIMEOUT -> Count.RETRY_TIMEOUT;
        });
    }

    private void again(ErrorCode code, String story) {
        BackendState to = backend;
        if (to == null) {
            return;
        }
        // As it is now: an endpoint that was removed meanwhile must not be tried.
        BackendState now = listener.backend(to.name());
        if (now != null) {
            to = now;
            backend = now;
        }
        if (to.eligibleCount() == 1 && code != ErrorCode.CONNECT_FAILURE && code != ErrorCode.CONNECT_TIMEOUT) {
            attempt.forgetTried(); // there is no other endpoint; a fresh connection may do
        }
        attempt(to, code, story, System.nanoTime());
    }

    /** Waits for a random part of a time that doubles with each attempt, so that retries do not come all at once. */
    private void backOff(RetriesSpec retries, ErrorCode code, String story) {
        int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, attempt.number() - ATTEMPTS_AT_ONCE));
        long most = Math.min(retries.maxBackoff().toNanos(), retries.backoff().toNanos() << doublings);
        phase = Phase.BACKOFF;
        failure = story;
        failureCode = code;
        dueNanos = loop.nowNanos() + (most <= 0 ? 0 : loop.random().nextLong(most));
    }

    /** Looks at what is due. */
    void tick(long nowNanos) {
        if (phase == Phase.BACKOFF && nowNanos - dueNanos >= 0 && failure != null) {
            phase = Phase.NONE;
            again(failureCode, failure);
        } else if (phase == Phase.CONNECTING && nowNanos - dueNanos >= 0) {
            blame(Outcome.TIMEOUT);
            failed(Condition.CONNECT_FAILURE, Outcome.TIMEOUT, ErrorCode.CONNECT_TIMEOUT, "no connection came about in time");
        }
    }

    // Ending

    /** Tells the policy how the running attempt went. */
    void observe(Outcome outcome, long nowNanos) {
        attempt.observe(outcome, nowNanos);
        if (outcome == Outcome.SUCCESS && backend != null) {
            backend.totals().responseLatency().record(loop.index(), nowNanos - attempt.startNanos());
        }
    }

    /** The endpoint has done all it was asked for. */
    void served() {
        attempt.served();
    }

    /** The running attempt failed, and its endpoint is to blame. */
    void blame(Outcome how) {
        attempt.blame(how);
    }

    /** Ends the running attempt and closes its connection. */
    private void endAttempt(Outcome outcome) {
        attempt.observe(outcome, System.nanoTime());
        attempt.end();
        dropConnection();
        exchange.detach();
    }

    private void dropConnection() {
        EndpointConnection last = connection;
        connection = null;
        phase = Phase.NONE;
        if (last != null) {
            last.letGo();
            last.close();
        }
    }

    /**
     * Ends, with the exchange. Does nothing the second time.
     *
     * @param reusable whether request and answer were complete and clean, so that the connection may carry another exchange
     */
    void end(boolean reusable) {
        attempt.end();
        EndpointConnection last = connection;
        BackendState from = backend;
        backend = null;
        failure = null;
        if (reusable && last != null && from != null && phase == Phase.SENT && last.keptBytes() == 0
                && !last.isInputEnded()) {
            connection = null;
            phase = Phase.NONE;
            http.pools().put(last, from);
        } else {
            dropConnection();
        }
    }
}
