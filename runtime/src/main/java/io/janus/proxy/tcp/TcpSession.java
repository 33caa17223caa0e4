package io.janus.proxy.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.access.AccessEnd;
import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRing;
import io.janus.proxy.attempt.Attempt;
import io.janus.proxy.attempt.LoopPicks;
import io.janus.proxy.io.ConnectFailure;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Timed;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.LatencyHistogram;
import io.janus.proxy.stats.SessionEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.SocketChannel;

/**
 * One proxied connection: a client's and an endpoint's, joined. It connects as soon as the client is accepted, because in many
 * protocols the server speaks first; until then the client's bytes wait in the kernel. Then bytes, finishes and resets of
 * either side become the other's.
 *
 * <p>
 * {@code CONNECTING} (perhaps several attempts) → {@code JOINED} → {@code ENDED}; from each straight to the last when something
 * fails. Confined to its loop.
 */
final class TcpSession extends Timed {

    private enum Phase {
        CONNECTING,
        JOINED,
        ENDED
    }

    private final Listener listener;
    private final IoLoop loop;
    private final ClientConnection client;
    private final InetSocketAddress clientAddress;
    private final Attempt attempt;
    private final AccessRing access;

    private Phase phase = Phase.CONNECTING;
    private @Nullable EndpointConnection endpoint;
    private @Nullable LatencyHistogram connectLatency;
    private long startNanos;
    private long connectDeadlineNanos;
    private long idleTimeoutNanos;

    /** Whether something moved since the last tick; the tick turns it into {@link #activeNanos}, so that moving is cheap. */
    private boolean active;

    /** The tick that last found something had moved: never before it moved, so that no session ends too early. */
    private long activeNanos;

    private boolean clientClosed;
    private boolean endpointClosed;

    /** For the access log: where it went last, how many endpoints were tried, and what was passed on. */
    private @Nullable BackendState backend;
    private @Nullable ProxyEndpoint tried;
    private int attempts;
    private long fromClientBytes;
    private long toClientBytes;

    TcpSession(Listener listener, IoLoop loop, LoopPicks picks, AccessRing access, SocketChannel channel) {
        this.listener = listener;
        this.access = access;
        this.loop = loop;
        this.client = new ClientConnection(loop, channel, this);
        InetSocketAddress peer = channel.remoteAddress();
        // A client that reset its connection while it was queued has no address any more.
        this.clientAddress = peer != null ? peer : new InetSocketAddress(0);
        this.attempt = new Attempt(picks, clientAddress);
    }

    Connection client() {
        return client;
    }

    /** The client's connection is registered: the session begins. */
    void begin() {
        startNanos = System.nanoTime();
        listener.traffic().increment(loop.index(), Traffic.CONNECTIONS);
        loop.watch(this);
        attempt(null, ErrorCode.NO_ENDPOINT);
    }

    // Connecting

    /**
     * Begins the next attempt, if one is allowed and there is an endpoint for it; otherwise the failure before it ends the
     * session.
     */
    private void attempt(@Nullable String failure, ErrorCode failureCode) {
        ListenerState state = Objects.requireNonNull(listener.state(), "a listener accepts only once it was configured");
        BackendState backend = state.sessionBackend();
        if (backend == null) { // a reload has just made it speak HTTP
            end(SessionEnd.INTERNAL);
            return;
        }
        this.backend = backend;
        connectLatency = backend.connectLatency();
        boolean allowed = attempt.number() < backend.maxAttempts();
        ProxyEndpoint chosen = allowed ? attempt.next(backend, System.nanoTime()) : null;
        if (chosen == null) {
            listener.error(loop.index(), failureCode, clientAddress,
                    failure != null ? failure : "backend " + backend.name() + " has no endpoint to offer");
            end(failureCode == ErrorCode.NO_ENDPOINT ? SessionEnd.NO_ENDPOINT : SessionEnd.CONNECT_FAILURE);
            return;
        }
        tried = chosen;
        attempts++;
        SocketChannel channel;
        try {
            channel = loop.transport().newSocket();
        } catch (ChannelException e) {
            listener.error(loop.index(), ErrorCode.NO_DESCRIPTORS, clientAddress, String.valueOf(e.getMessage()));
            listener.exhausted();
            end(SessionEnd.INTERNAL);
            return;
        }
        loop.configure(channel);
        idleTimeoutNanos = backend.idleTimeoutNanos();
        connectDeadlineNanos = attempt.startNanos() + backend.connectTimeoutNanos();
        EndpointConnection connection = new EndpointConnection(loop, channel, this);
        endpoint = connection;
        connection.connect(chosen.address());
    }

    void connected(EndpointConnection connection) {
        if (connection != endpoint || phase != Phase.CONNECTING) {
            connection.reset(); // too late: the session went on without it
            return;
        }
        phase = Phase.JOINED;
        active = true;
        long now = System.nanoTime();
        attempt.observe(Outcome.SUCCESS, now);
        attempt.served();
        if (connectLatency != null) {
            connectLatency.record(loop.index(), now - attempt.startNanos());
        }
        if (client.isInputEnded()) {
            connection.finish();
        }
        client.resume();
    }

    void connectFailed(EndpointConnection connection, Throwable cause) {
        if (connection == endpoint && phase == Phase.CONNECTING) {
            if (!ConnectFailure.isOwnShortage(cause)) {
                attempt.blame(Outcome.CONNECT_FAILURE);
            }
            nextAttempt(Outcome.CONNECT_FAILURE, ErrorCode.CONNECT_FAILURE, ConnectFailure.reason(cause));
        }
    }

    private void connectTimedOut(EndpointConnection connection) {
        endpoint = null;
        connection.close();
        attempt.blame(Outcome.TIMEOUT);
        nextAttempt(Outcome.TIMEOUT, ErrorCode.CONNECT_TIMEOUT, "no answer in time");
    }

    private void nextAttempt(Outcome outcome, ErrorCode code, String how) {
        String failure = attempt.endpoint() + ": " + how;
        endpoint = null;
        attempt.observe(outcome, System.nanoTime());
        attempt.end();
        attempt(failure, code);
    }

    // Joined: what one side does becomes the other's

    void clientSent(ByteBuf bytes) {
        if (phase == Phase.JOINED && endpoint != null) {
            fromClientBytes += bytes.readableBytes();
            forward(bytes, Traffic.BYTES_FROM_CLIENTS, client, endpoint);
        } else {
            bytes.release();
        }
    }

    void endpointSent(EndpointConnection from, ByteBuf bytes) {
        if (phase == Phase.JOINED && from == endpoint) {
            toClientBytes += bytes.readableBytes();
            forward(bytes, Traffic.BYTES_TO_CLIENTS, from, client);
        } else {
            bytes.release();
        }
    }

    private void forward(ByteBuf bytes, Traffic direction, Connection from, Connection to) {
        listener.traffic().add(loop.index(), direction, bytes.readableBytes());
        active = true;
        to.send(bytes);
        if (!to.isWritable()) {
            from.pause();
        }
    }

    void clientWritabilityChanged() {
        if (phase == Phase.JOINED && endpoint != null && client.isWritable()) {
            active = true;
            endpoint.resume();
        }
    }

    void endpointWritabilityChanged(EndpointConnection connection) {
        if (phase == Phase.JOINED && connection == endpoint && connection.isWritable()) {
            active = true;
            client.resume();
        }
    }

    void clientFinished() {
        if (phase == Phase.JOINED && endpoint != null) {
            active = true;
            endpoint.finish();
        }
    }

    void endpointFinished(EndpointConnection connection) {
        if (phase == Phase.JOINED && connection == endpoint) {
            active = true;
            client.finish();
        }
    }

    // Ending

    void clientBroke(Throwable cause) {
        broke(cause, SessionEnd.CLIENT_RESET);
    }

    void endpointBroke(EndpointConnection connection, Throwable cause) {
        // While connecting, the failed connect tells it.
        if (connection == endpoint && (phase == Phase.JOINED || !(cause instanceof IOException))) {
            broke(cause, SessionEnd.ENDPOINT_RESET);
        }
    }

    private void broke(Throwable cause, SessionEnd why) {
        if (phase == Phase.ENDED) {
            return;
        }
        if (cause instanceof IOException) {
            end(why);
        } else {
            StackTraceElement[] stack = cause.getStackTrace();
            listener.error(loop.index(), ErrorCode.INTERNAL, clientAddress,
                    cause + (stack.length > 0 ? " at " + stack[0] : ""));
            end(SessionEnd.INTERNAL);
        }
    }

    void sideClosed(Connection side) {
        if (phase == Phase.ENDED || side != client && side != endpoint) {
            return;
        }
        if (!side.isComplete()) {
            end(side == client ? SessionEnd.CLIENT_RESET : SessionEnd.ENDPOINT_RESET);
            return;
        }
        clientClosed |= side == client;
        endpointClosed |= side == endpoint;
        if (clientClosed && endpointClosed) {
            end(SessionEnd.COMPLETED);
        }
    }

    /** Ends the session if its endpoint is one of those. */
    void endIf(Predicate<ProxyEndpoint> gone, SessionEnd why) {
        ProxyEndpoint chosen = attempt.endpoint();
        if (chosen != null && gone.test(chosen)) {
            end(why);
        }
    }

    /** Ends it once and for all: whatever is still open is reset, so that neither side takes what it got for the whole. */
    private void end(SessionEnd why) {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        loop.unwatch(this);
        attempt.end();
        long now = System.nanoTime();
        listener.sessionDuration().record(loop.index(), now - startNanos);
        note(why, now);
        listener.left();
        listener.ends().increment(loop.index(), why); // last, for whoever waits for it and looks at the others
        try {
            client.reset();
        } finally {
            if (endpoint != null) {
                endpoint.reset();
            }
        }
    }

    /** Notes it for the access log, if the listener has one. */
    private void note(SessionEnd why, long nowNanos) {
        ListenerState state = listener.state();
        if (state == null || state.spec().accessLog().isEmpty()) {
            return;
        }
        AccessRecord record = access.take();
        record.begin(listener.name(), false, clientAddress, clientAddress, startNanos);
        record.leadsTo(null, backend == null ? null : backend.name());
        record.attempts(attempts, tried == null ? null : tried.id());
        record.received(fromClientBytes);
        record.sent(toClientBytes);
        record.end(0, why == SessionEnd.COMPLETED ? AccessEnd.COMPLETE.label() : why.label(), nowNanos);
        access.offer(record);
    }

    @Override
    protected long keptBytes() {
        EndpointConnection connection = endpoint;
        return client.keptBytes() + (connection == null ? 0 : connection.keptBytes());
    }

    @Override
    protected void shed() {
        listener.error(loop.index(), ErrorCode.NO_MEMORY, clientAddress, "it kept the most, " + keptBytes() + " bytes");
        end(SessionEnd.NO_MEMORY);
    }

    @Override
    protected void failed(Throwable cause) {
        broke(cause, SessionEnd.INTERNAL);
    }

    @Override
    protected void tick(long nowNanos) {
        EndpointConnection connection = endpoint;
        if (phase == Phase.CONNECTING) {
            if (connection != null && nowNanos - connectDeadlineNanos >= 0) {
                connectTimedOut(connection);
            }
        } else if (active) {
            active = false;
            activeNanos = nowNanos;
        } else if (nowNanos - activeNanos >= idleTimeoutNanos) {
            end(SessionEnd.IDLE_TIMEOUT);
        }
    }
}
