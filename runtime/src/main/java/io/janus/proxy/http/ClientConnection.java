package io.janus.proxy.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessEnd;
import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ClientIdentity;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.forward.OwnAnswer;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.io.Connection;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.StatusClass;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;

/**
 * A client's connection: it reads one request head after the other, and has an exchange for each. What a client sends ahead
 * waits; one exchange is under way at a time, so answers come in the order of the requests. Confined to its loop.
 *
 * <p>
 * {@code IDLE} → {@code HEAD} (a part of one has come) → {@code EXCHANGE} → {@code IDLE}; in the end perhaps {@code TUNNEL} or
 * {@code LINGERING}, and {@code CLOSED}.
 *
 * <p>
 * Longer than most classes, because whatever can happen to the connection has to be answered for each of these states in one
 * place.
 */
final class ClientConnection extends Connection {

    private enum Phase {
        IDLE,
        HEAD,
        EXCHANGE,
        TUNNEL,
        LINGERING,
        CLOSED
    }

    /** Answers of Janus's own take microseconds: so many at once are no delay that others notice. */
    private static final int MOST_PER_TURN = 32;

    /** What a client may still send while its connection lingers, before it counts as hostile. */
    private static final int LINGER_BYTES = 256 * 1024;

    /** So many bytes are as a rule on their way once the kernel has them: TCP sends ten segments before it hears anything. */
    private static final int FIRST_FLIGHT = 8 * 1024;

    /** How long a connection that has not sent anything yet is given when all that are idle are closed. */
    private static final long NEWCOMER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Listener listener;
    private final HttpLoop http;
    private final InetSocketAddress peer;
    private final ClientIdentity identity;
    private final Exchange exchange;
    private final ClientClock clock = new ClientClock(this);

    private Phase phase = Phase.IDLE;

    /** Whether a call from the channel is under way; what it leads to must not begin the next request before it is over. */
    private boolean serving;
    private boolean proceedsLater;
    private int requests;

    private final HeadPieces pieces;

    /** What the exchange became when the endpoint agreed to an upgrade; null before. */
    private @Nullable Tunnel tunnel;

    /** What came behind a request: the next ones. While there is any, nothing more is read. */
    private @Nullable ByteBuf leftover;

    /** When a head must be complete, an idle connection closes, or lingering is over. */
    private long dueNanos;
    private int lingered;

    /** How many bytes were sent to the client. */
    private long sent;

    ClientConnection(Listener listener, HttpLoop http, SocketChannel channel) {
        super(http.loop(), channel);
        this.listener = listener;
        this.http = http;
        InetSocketAddress remote = channel.remoteAddress();
        // A client that reset its connection while it was queued has no address any more.
        this.peer = remote != null ? remote : new InetSocketAddress(0);
        this.identity = new ClientIdentity(peer);
        this.pieces = new HeadPieces(http);
        this.exchange = new Exchange(listener, http, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        listener.traffic().increment(loop.index(), Traffic.CONNECTIONS);
        loop.watch(clock);
        HttpState state = state();
        if (state == null) {
            abort(AccessEnd.CLOSED.label());
            return;
        }
        dueNanos = loop.deadlineNanos(state.idleTimeoutNanos());
        resume();
    }

    /** The address at the other end. */
    InetSocketAddress peer() {
        return peer;
    }

    ClientIdentity identity() {
        return identity;
    }

    /** What the listener does with requests now; null when a reload made it speak TCP. */
    private @Nullable HttpState state() {
        ListenerState state = listener.state();
        return state == null ? null : state.http();
    }

    private long idleTimeoutNanos() {
        HttpState state = state();
        return state == null ? 0 : state.idleTimeoutNanos();
    }

    /** Whether another request may follow on this connection, as far as the listener is concerned. */
    boolean mayCarryMore() {
        HttpState state = state();
        if (state == null) {
            return false;
        }
        int most = state.spec().limits().maxRequestsPerConnection();
        return most == 0 || requests < most;
    }

    // Reading

    @Override
    protected void received(ByteBuf bytes) {
        listener.traffic().add(loop.index(), Traffic.BYTES_FROM_CLIENTS, bytes.readableBytes());
        serving = true;
        try {
            switch (phase) {
                case IDLE, HEAD -> readHead(bytes);
                case EXCHANGE -> exchange.clientSent(bytes);
                case TUNNEL -> tunnel().clientSent(bytes);
                case LINGERING -> discard(bytes);
                case CLOSED -> bytes.release();
            }
        } finally {
            serving = false;
        }
        proceed();
    }

    /** Begins with what waits, as long as there is any and nothing is under way. */
    private void proceed() {
        int turns = 0;
        while (phase == Phase.IDLE && leftover != null && isWritable()) {
            if (turns++ == MOST_PER_TURN) {
                proceedLater();
                return;
            }
            ByteBuf next = leftover;
            leftover = null;
            serving = true;
            try {
                readHead(next);
            } finally {
                serving = false;
            }
        }
        if (phase == Phase.IDLE && isWritable() || phase == Phase.HEAD) {
            resumeUnlessLeftover();
        }
    }

    /** Lets other connections of the loop have their turn. What waits keeps this one from being read meanwhile. */
    private void proceedLater() {
        if (!proceedsLater) {
            proceedsLater = true;
            loop.events().execute(() -> {
                proceedsLater = false;
                if (!serving) {
                    proceed();
                }
            });
        }
    }

    /** Scans for a head; takes over the reference. */
    private void readHead(ByteBuf bytes) {
        HttpState state = state();
        if (state == null) {
            bytes.release();
            abort(AccessEnd.CLOSED.label());
            return;
        }
        HeadLimits limits = state.headLimits();
        byte[] scratch = http.requestScratch(limits.maxHead());
        RequestHead head = http.requestHead();
        switch (pieces.scan(bytes, scratch, limits, http.requestScan())) {
            case INCOMPLETE -> {
                bytes.release();
                // Some clients send an empty line after a request: with that the connection is as idle as before.
                if (phase == Phase.IDLE && !pieces.areEmptyLines()) {
                    phase = Phase.HEAD;
                    dueNanos = loop.deadlineNanos(state.headTimeoutNanos());
                }
            }
            case REFUSED -> {
                bytes.release();
                refuse(head.refusal(), head.refusalReason(), scratch,
                        scratch[0] == 'H' && scratch[1] == 'E' && scratch[2] == 'A' && scratch[3] == 'D');
            }
            case COMPLETE -> {
                pieces.complete(bytes, head.end());
                phase = Phase.EXCHANGE;
                requests++;
                exchange.begin(scratch, head, bytes, state);
            }
        }
    }

    private Tunnel tunnel() {
        return Objects.requireNonNull(tunnel, "the phase says that there is a tunnel");
    }

    /** Keeps bytes that wait for a connection to an endpoint. Takes over the reference. */
    ByteBuf keepForLater(ByteBuf bytes) {
        return keep(bytes);
    }

    /** Keeps what came behind a request, if there is any. Takes over the reference. */
    void keepLeftover(ByteBuf bytes) {
        if (!bytes.isReadable() || phase == Phase.LINGERING || phase == Phase.CLOSED) {
            bytes.release();
            return;
        }
        ByteBuf more = keep(bytes);
        leftover = leftover == null ? more : Unpooled.wrappedBuffer(leftover, more);
        pause();
    }

    void resumeUnlessLeftover() {
        if (leftover == null) {
            resume();
        }
    }

    /** So many bytes are about to be sent. */
    void sends(int bytes) {
        listener.traffic().add(loop.index(), Traffic.BYTES_TO_CLIENTS, bytes);
        sent += bytes;
    }

    // Answering for itself, and ending

    /**
     * The request is none: nothing of it reaches an endpoint.
     *
     * @param scanned what was scanned of it; null when it just did not come
     */
    private void refuse(ErrorCode code, @Nullable String why, byte @Nullable [] scanned, boolean forHead) {
        listener.answered(loop.index(), code, peer, why);
        HttpState state = state();
        if (state != null) {
            state.unrouted().requests().increment(loop.index(), StatusClass.of(code.status()));
        }
        Bytes out = http.out().clear();
        OwnAnswer.write(code, ConnectionField.CLOSE, forHead, http.date(), out);
        sends(out.length());
        if (state != null && state.logsAccess()) {
            exchange.log().refused(code, scanned, out.length());
        }
        send(out.array(), 0, out.length());
        linger();
    }

    /**
     * The exchange is over.
     *
     * @param keeps whether another may follow
     * @param atOnce whether the client has said that it sends no more, and its request had come to its end
     */
    void exchangeEnded(boolean keeps, boolean atOnce) {
        if (phase != Phase.EXCHANGE) {
            return; // the connection ended with it
        }
        if (!keeps) {
            // Of more than that a part may wait in the kernel, which forgets it when such a client sends something after all.
            if (atOnce && leftover == null && keptBytes() == 0 && sent <= FIRST_FLIGHT) {
                end();
                close();
            } else {
                linger();
            }
            return;
        }
        phase = Phase.IDLE;
        dueNanos = loop.nowNanos() + idleTimeoutNanos(); // the clock was read when the exchange was over
        if (http.closesIdle() && leftover == null) {
            linger();
        } else if (!isWritable()) {
            pause(); // the next request begins when this one's answer is nearly with the client
        } else if (!serving) {
            proceed();
        }
    }

    /** The exchange became a tunnel: what the client sent ahead is the tunnel's. */
    void tunnelBegins(Tunnel tunnel) {
        this.tunnel = tunnel;
        phase = Phase.TUNNEL;
        ByteBuf ahead = leftover;
        if (ahead != null) {
            leftover = null;
            resume(); // first: passing on what waited may pause again
            tunnel.clientSent(ahead);
        }
        if (phase == Phase.TUNNEL && isInputEnded()) {
            tunnel.clientFinished();
        }
    }

    /** The tunnel is over; unless both sides ended well, the client must see that. */
    void tunnelEnded() {
        boolean complete = isComplete();
        end();
        if (!complete) {
            reset();
        } else if (!channel.isOpen()) {
            loop.unwatch(clock);
        }
    }

    /**
     * Ends well: what was sent goes out, then a FIN, and what still comes is read and forgotten. Closing at once with input
     * unread would have the kernel send a RST, and that can overtake the answer.
     */
    private void linger() {
        end();
        phase = Phase.LINGERING;
        dueNanos = loop.deadlineNanos(HttpLoop.LINGER_NANOS);
        finish();
        resume();
    }

    private void discard(ByteBuf bytes) {
        lingered += bytes.readableBytes();
        bytes.release();
        if (lingered > LINGER_BYTES) {
            abort(AccessEnd.CLIENT_GONE.label());
        }
    }

    /**
     * Ends with a reset: the client must not take what it got for the whole.
     *
     * @param why how the access log calls that, if an exchange ends with it
     */
    void abort(String why) {
        end(why);
        reset();
        if (!channel.isOpen()) {
            loop.unwatch(clock); // it was closed before, and watched for what was left to do
        }
    }

    /** Lets go of everything; the connection itself is closed by whoever calls. */
    private void end() {
        end(AccessEnd.CLIENT_GONE.label());
    }

    private void end(String why) {
        phase = Phase.CLOSED;
        pieces.release();
        ByteBuf rest = leftover;
        if (rest != null) {
            leftover = null;
            rest.release();
        }
        exchange.clientGone(why);
    }

    // What happens to it

    @Override
    protected void peerFinished() {
        switch (phase) {
            case IDLE -> {
                if (keptBytes() == 0) {
                    end();
                    close();
                } else {
                    linger();
                }
            }
            case HEAD -> {
                end();
                close();
            }
            case EXCHANGE -> exchange.clientFinished();
            case TUNNEL -> tunnel().clientFinished();
            case LINGERING, CLOSED -> {
            }
        }
    }

    @Override
    protected void broken(Throwable cause) {
        boolean isOurs = !(cause instanceof IOException);
        if (isOurs && phase != Phase.CLOSED) {
            StackTraceElement[] stack = cause.getStackTrace();
            listener.error(loop.index(), ErrorCode.INTERNAL, peer, cause + (stack.length > 0 ? " at " + stack[0] : ""));
        }
        abort(isOurs ? ErrorCode.INTERNAL.label() : AccessEnd.CLIENT_GONE.label());
    }

    @Override
    protected void writabilityChanged() {
        if (phase == Phase.EXCHANGE) {
            exchange.clientWritabilityChanged();
        } else if (phase == Phase.TUNNEL) {
            tunnel().clientWritabilityChanged();
        } else if (phase == Phase.IDLE && isWritable() && !serving) {
            proceed();
        }
    }

    @Override
    protected void closed() {
        listener.left();
        if (phase == Phase.TUNNEL) {
            tunnel().clientClosed(); // watched on, for the endpoint may still have to take what the client sent
        } else {
            end();
        }
        if (phase == Phase.CLOSED) {
            loop.unwatch(clock);
        }
    }

    // Called from outside, on this loop

    /** Closes it if nothing is under way; one that is so new that its request may be in the kernel soon. */
    void closeIfIdle() {
        if (phase != Phase.IDLE || leftover != null) {
            return;
        }
        if (requests > 0) {
            linger();
        } else {
            dueNanos = Math.min(dueNanos, loop.deadlineNanos(NEWCOMER_NANOS));
        }
    }

    /** Ends it if it is under way on one of those endpoints. */
    void endIfOn(Predicate<ProxyEndpoint> gone, String why) {
        ProxyEndpoint on = exchange.endpoint();
        if (on != null && gone.test(on)) {
            exchange.endpointGone(why);
        }
    }

    // Time and memory

    /** Looks at what is due. */
    void tick(long nowNanos) {
        switch (phase) {
            case EXCHANGE -> exchange.tick(nowNanos);
            case TUNNEL -> tunnel().tick(nowNanos);
            case IDLE -> {
                if (keptBytes() > 0) {
                    dueNanos = nowNanos + idleTimeoutNanos();
                } else if (nowNanos - dueNanos >= 0) {
                    end();
                    close();
                }
            }
            case HEAD -> {
                if (nowNanos - dueNanos >= 0) {
                    refuse(ErrorCode.HEAD_TIMEOUT, null, null, false);
                }
            }
            case LINGERING -> {
                if (keptBytes() > 0) {
                    dueNanos = nowNanos + HttpLoop.LINGER_NANOS;
                } else if (nowNanos - dueNanos >= 0) {
                    close();
                }
            }
            case CLOSED -> {
            }
        }
    }

    /** How long the client may take no byte of what waits for it. */
    long stallTimeoutNanos() {
        HttpState state = state();
        return state == null ? 0 : phase == Phase.TUNNEL ? state.tunnelTimeoutNanos() : state.stallTimeoutNanos();
    }

    /** Ends because of something that is neither the client's nor an endpoint's doing. */
    void fail(ErrorCode code, @Nullable String detail) {
        listener.error(loop.index(), code, peer, detail);
        abort(code.label());
    }

    /** How many bytes are kept in memory for it, on both sides. */
    long keptOnBothSides() {
        ByteBuf ahead = leftover;
        return keptBytes() + (ahead == null ? 0 : ahead.readableBytes()) + exchange.keptBytes();
    }
}
