package io.janus.proxy.http;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.access.AccessEnd;
import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.forward.OwnAnswer;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.route.Route;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.StatusClass;
import io.netty.buffer.ByteBuf;

/**
 * One request and its response. It finds the route, has the request dispatched to an endpoint, lets both bodies flow, and ends
 * exactly once, whatever happened. One for each client connection, used again for each of its requests. Confined to its loop.
 *
 * <p>
 * {@code NONE} → {@code AWAITING} the answer's head, through perhaps several attempts → {@code ANSWERING} → {@code NONE};
 * or from {@code AWAITING} to {@code TUNNEL}. From each straight to {@code NONE} when something fails.
 *
 * <p>
 * Longer than most classes, so that every way out stands in one place, where it can be seen that each is taken once.
 */
final class Exchange {

    private enum Phase {
        NONE,
        AWAITING,
        ANSWERING,
        TUNNEL
    }

    private static final int SERVER_ERROR = 500;
    private static final int CONTINUE = 100;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_FINAL = 200;

    private final Listener listener;
    private final HttpLoop http;
    private final IoLoop loop;
    private final ClientConnection client;
    private final Dispatch dispatch;
    private final Destination destination;
    private final RequestStream request;
    private final ResponseStream response;
    private final ExchangeClock clock;
    private final Blame blame;
    private final ExchangeLog log;

    private Phase phase = Phase.NONE;
    private long startNanos;
    private Method method = Method.OTHER;
    private boolean http10;
    private boolean wantsUpgrade;

    /** Whether the client waits for 100 before it sends the body: then a missing body is the endpoint's doing. */
    private boolean awaitsContinue;

    /** Whether the client said that its connection closes after this exchange. */
    private boolean clientCloses;

    /** Whether the client's connection may carry another exchange after this one. */
    private boolean keepsClient;

    /** Whether the endpoint's connection may, as far as the endpoint is concerned. */
    private boolean keepsEndpoint;

    /** What the client was answered, 100 included; 0 before. */
    private int status;

    Exchange(Listener listener, HttpLoop http, ClientConnection client) {
        this.listener = listener;
        this.http = http;
        this.loop = http.loop();
        this.client = client;
        this.clock = new ExchangeClock(loop, this, client);
        this.dispatch = new Dispatch(this, listener, http, client);
        this.destination = new Destination(http);
        this.request = new RequestStream(http);
        this.response = new ResponseStream(http, client, this);
        this.blame = new Blame(request, dispatch);
        this.log = new ExchangeLog(listener, http, client);
    }

    /** Where it notes what is to be logged; also for what is no exchange. */
    ExchangeLog log() {
        return log;
    }

    // Beginning

    /**
     * Begins with a request whose head was just scanned.
     *
     * @param rest what came behind the head; the reference to it is this exchange's
     */
    void begin(byte[] bytes, RequestHead head, ByteBuf rest, HttpState now) {
        startNanos = loop.readClock();
        phase = Phase.AWAITING;
        status = 0;
        method = head.method();
        http10 = head.isHttp10();
        wantsUpgrade = false;
        awaitsContinue = head.expectsContinue();
        keepsClient = head.keepsAlive();
        clientCloses = !keepsClient;
        clock.begin();
        blame.begin();
        client.identity().read(bytes, head, now.trusted());
        if (now.logsAccess()) {
            log.begin(bytes, head, startNanos);
        }
        request.begin(head, now.spec().limits().maxBody(), now.trailerLimits());
        response.begin();
        ErrorCode refusal = destination.find(bytes, head, now);
        log.leadsTo(destination);
        BackendState to = destination.backend();
        if (refusal == null && request.isTooLarge()) {
            refusal = ErrorCode.BODY_TOO_LARGE;
        }
        if (refusal == null && to != null) {
            forward(bytes, head, rest, to);
            return;
        }
        int before = rest.readableBytes();
        request.discard(rest);
        receives(before - rest.readableBytes());
        client.keepLeftover(rest);
        Route route = destination.route();
        Redirect redirect = destination.redirect();
        if (refusal == null && route != null && redirect != null) {
            redirect(redirect, route, bytes, head);
        } else {
            fail(refusal == null ? ErrorCode.NO_ENDPOINT : refusal, null);
        }
    }

    private void forward(byte[] bytes, RequestHead head, ByteBuf rest, BackendState to) {
        request.hostAt(http.forwardedRequest().write(bytes, head, http.path(), destination.route(), client.identity(),
                destination.addsVia(), request.replay()));
        wantsUpgrade = http.forwardedRequest().asksForUpgrade();
        clock.limit(destination.requestTimeoutNanos());
        if (take(rest)) {
            dispatch.begin(to, client, request, startNanos);
        }
    }

    private void redirect(Redirect redirect, Route route, byte[] bytes, RequestHead head) {
        Bytes location = request.replay();
        route.writeLocation(bytes, head, location);
        boolean keeps = mayKeepClient();
        Bytes out = http.out().clear();
        OwnAnswer.writeRedirect(redirect.status(), location, connectionField(keeps), http.date(), out);
        answerSelf(redirect.status(), out, keeps, AccessEnd.COMPLETE.label());
    }

    // What the streams and the dispatch ask and tell

    Method method() {
        return method;
    }

    boolean isHttp10() {
        return http10;
    }

    /** Whether the endpoint may switch to a protocol: the client asked for it, and what it asked is complete. */
    boolean mayUpgradeTo(String protocol) {
        String asked = wantsUpgrade && request.isComplete() ? request.header("Upgrade") : null;
        return asked != null && Arrays.stream(asked.split(",")).anyMatch(one -> one.strip().equalsIgnoreCase(protocol));
    }

    boolean keepsClient() {
        return keepsClient;
    }

    boolean isUnderWay() {
        return phase != Phase.NONE;
    }

    Destination destination() {
        return destination;
    }

    /** Whether it could be sent once more and do no harm: nothing of an answer went out, and all of it is still there. */
    boolean isRepeatable() {
        return status == 0 && method.isIdempotent() && request.isRepeatable();
    }

    /** Whether that will still be so when all of it was sent: only then may a connection be used that is perhaps dead. */
    boolean staysRepeatable() {
        return isRepeatable() && request.fitsReplay();
    }

    /** An attempt begins. */
    void tries(ProxyEndpoint endpoint) {
        log.attempt(endpoint);
    }

    /** There is a connection for the request. */
    void sendOn(EndpointConnection connection) {
        response.begin();
        connection.carry(response);
        clock.moved();
        clock.expectAnswer(destination.answerTimeoutNanos());
        request.sendOn(connection, client);
    }

    /** The connection is none any more. */
    void detach() {
        request.detach();
        response.begin();
    }

    // What the client does

    /** Bytes came from the client while this exchange is under way; the reference to them is this exchange's. */
    void clientSent(ByteBuf bytes) {
        clock.moved();
        awaitsContinue = false; // it waits no longer, whether it was told to go on or not
        boolean hadAll = request.isComplete();
        if (take(bytes) && !hadAll && request.isComplete()) {
            clock.expectAnswer(destination.answerTimeoutNanos());
        }
    }

    /** Takes what belongs to the request, and leaves the rest to the client's connection. Answers whether it is in order. */
    private boolean take(ByteBuf bytes) {
        int before = bytes.readableBytes();
        try {
            request.take(bytes, client);
        } catch (RuntimeException | Error e) {
            bytes.release();
            throw e;
        }
        receives(before - bytes.readableBytes());
        String refusal = request.refusal();
        if (refusal != null || request.isTooLarge()) {
            bytes.release();
            keepsClient = false; // and with it goes what came behind
            fail(refusal != null ? ErrorCode.BAD_CHUNK : ErrorCode.BODY_TOO_LARGE, refusal);
            return false;
        }
        client.keepLeftover(bytes);
        return phase != Phase.NONE;
    }

    void clientFinished() {
        if (!request.isComplete()) {
            abort(AccessEnd.CLIENT_GONE.label()); // what it asks for is not even complete
        } else {
            keepsClient = false; // it is answered, and that is all
        }
    }

    /**
     * The client's connection is no more, or will not be.
     *
     * @param why how the access log calls that
     */
    void clientGone(String why) {
        if (phase == Phase.TUNNEL) {
            resetEndpoint();
        } else if (phase == Phase.ANSWERING) {
            blame.served(status); // a stream without end is over when its client has enough
        }
        if (phase != Phase.NONE) {
            over(false, why);
        }
    }

    void clientWritabilityChanged() {
        clock.moved();
        EndpointConnection connection = dispatch.connection();
        if (client.isWritable() && connection != null) {
            connection.resume();
        }
    }

    // What the endpoint does

    /** The connection it runs on; null while there is none. */
    @Nullable
    EndpointConnection connection() {
        return dispatch.connection();
    }

    /** The endpoint's connection ended before its answer did. */
    void endpointEnded(String how) {
        if (phase == Phase.ANSWERING) {
            truncated(how + " inside its answer");
        } else if (response.isBegun()) {
            badResponse(how + " inside its answer's head");
        } else {
            blame.ended();
            dispatch.failed(Condition.RESET, Outcome.FAILURE, ErrorCode.ENDPOINT_RESET, how + " before it answered");
        }
    }

    /** The endpoint takes more again. */
    void endpointWritable() {
        clock.moved();
        client.resumeUnlessLeftover();
    }

    // The answer

    /** An interim response goes out. */
    void interimBegins(int interim) {
        status = interim;
        if (interim == CONTINUE) {
            awaitsContinue = false;
            clock.moved();
        }
    }

    /** An interim response went out. */
    void interimWent() {
        pauseUnlessWritable();
    }

    /** Whether an answer of this status is forwarded, rather than another attempt made. */
    boolean accepts(int answered) {
        blame.answered(answered);
        return status != 0 || !dispatch.retriesStatus(answered);
    }

    /**
     * The answer's head is about to go out.
     *
     * @param endsWithClose whether only the end of the client's connection tells the end of the body
     * @param endpointKeeps whether the endpoint's connection can carry another exchange
     */
    void answerBegins(int answered, ResponseHead head, boolean endsWithClose, boolean endpointKeeps) {
        status = answered;
        phase = Phase.ANSWERING;
        keepsEndpoint = endpointKeeps;
        keepsClient = !endsWithClose && mayKeepClient();
        clock.moved();
        EndpointConnection connection = dispatch.connection();
        if (connection != null) {
            connection.keepAlive(head.keepAliveSeconds());
        }
        long now = System.nanoTime();
        log.answers(now);
        dispatch.observe(answered < SERVER_ERROR ? Outcome.SUCCESS : Outcome.FAILURE, now);
    }

    private boolean mayKeepClient() {
        return keepsClient && request.isComplete() && !http.isDraining() && !client.isInputEnded() && client.mayCarryMore();
    }

    private ConnectionField connectionField(boolean keeps) {
        return !keeps ? ConnectionField.CLOSE : http10 ? ConnectionField.KEEP_ALIVE : ConnectionField.NONE;
    }

    /** So many bytes are about to be sent to the client. */
    void sends(int bytes) {
        client.sends(bytes);
        log.sent(bytes);
    }

    /** So many bytes of the client's are part of this. */
    void receives(int bytes) {
        log.received(bytes);
    }

    /** A part of the answer went out, and there is more to come. */
    void answerFlows() {
        clock.moved();
        pauseUnlessWritable();
    }

    private void pauseUnlessWritable() {
        EndpointConnection connection = dispatch.connection();
        if (!client.isWritable() && connection != null) {
            blame.holdUp();
            connection.pause();
        }
    }

    /**
     * The answer is complete, and with the client's connection.
     *
     * @param unexpected whether the endpoint sent bytes behind it
     */
    void answered(boolean unexpected) {
        if (unexpected) {
            listener.error(loop.index(), ErrorCode.UNEXPECTED_BYTES, client.peer(),
                    dispatch.endpoint() + ": it sent more than its answer");
        }
        blame.served(status);
        boolean keeps = keepsClient;
        boolean whole = request.isComplete();
        over(keepsEndpoint && !unexpected && whole, AccessEnd.COMPLETE.label());
        client.exchangeEnded(keeps, whole && clientCloses);
    }

    /** The answer cannot be completed: the client must see that. */
    void truncated(String how) {
        listener.error(loop.index(), ErrorCode.TRUNCATED, client.peer(), dispatch.endpoint() + ": " + how);
        blame.cut();
        abort(ErrorCode.TRUNCATED.label());
    }

    void badResponse(String why) {
        dispatch.observe(Outcome.FAILURE, System.nanoTime());
        blame.failed(Outcome.FAILURE);
        fail(ErrorCode.BAD_RESPONSE, dispatch.endpoint() + ": " + why);
    }

    /** It fails: the client is told why, if it still can be. */
    void fail(ErrorCode code, @Nullable String detail) {
        if (phase == Phase.NONE) {
            return;
        }
        if (phase != Phase.AWAITING) {
            listener.error(loop.index(), code, client.peer(), detail);
            abort(code.label());
            return;
        }
        listener.answered(loop.index(), code, client.peer(), detail);
        boolean keeps = mayKeepClient() && !isDoubtful(code);
        Bytes out = http.out().clear();
        OwnAnswer.write(code, connectionField(keeps), method == Method.HEAD, http.date(), out);
        answerSelf(code.status(), out, keeps, code.label());
    }

    /** Whether a client of which this is told is better not listened to any longer. */
    private static boolean isDoubtful(ErrorCode code) {
        return switch (code.status()) {
            case 403, 404 -> false;
            default -> code.status() < SERVER_ERROR;
        };
    }

    private void answerSelf(int answered, Bytes out, boolean keeps, String why) {
        status = answered;
        boolean whole = request.isComplete();
        log.answers(loop.nowNanos());
        sends(out.length());
        over(false, why);
        client.send(out.array(), 0, out.length());
        client.exchangeEnded(keeps, whole && clientCloses);
    }

    /** Janus itself failed. */
    void internal(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        fail(ErrorCode.INTERNAL, cause + (stack.length > 0 ? " at " + stack[0] : ""));
    }

    /** Ends it, and the client's connection with a reset. */
    private void abort(String why) {
        over(false, why);
        client.abort(why);
    }

    /** Ends it, once for each exchange: nothing of it is left over. */
    private void over(boolean reusable, String why) {
        phase = Phase.NONE;
        int answered = isInterim(status) ? 0 : status;
        RouteTotals totals = destination.totals();
        if (totals != null) {
            totals.requests().increment(loop.index(), StatusClass.of(answered));
        }
        if (status != SWITCHING_PROTOCOLS) {
            recordDuration();
        }
        log.end(answered, why);
        request.end();
        response.end();
        dispatch.end(reusable);
        destination.clear();
    }

    private static boolean isInterim(int status) {
        return status < FIRST_FINAL && status != SWITCHING_PROTOCOLS;
    }

    private void recordDuration() {
        listener.requestDuration().record(loop.index(), loop.readClock() - startNanos);
    }

    // The tunnel

    /** The endpoint agreed to the upgrade; its answer went out, and so do the bytes behind it. */
    void upgraded(ByteBuf rest) {
        EndpointConnection connection = dispatch.connection();
        HttpState now = destination.state();
        if (phase != Phase.AWAITING || connection == null || now == null) {
            return; // the client broke meanwhile
        }
        status = SWITCHING_PROTOCOLS;
        phase = Phase.TUNNEL;
        dispatch.observe(Outcome.SUCCESS, System.nanoTime());
        blame.served(status);
        recordDuration(); // what follows is no request any more
        log.answers(loop.nowNanos());
        Tunnel tunnel = new Tunnel(this, client, connection, now.tunnelTimeoutNanos());
        connection.carry(tunnel);
        client.tunnelBegins(tunnel);
        if (rest.isReadable() && phase == Phase.TUNNEL) {
            tunnel.endpointSent(connection, rest.retain());
        }
    }

    /**
     * The tunnel ended: whatever is still open is reset.
     *
     * @param why how the access log calls that
     */
    void tunnelOver(String why) {
        if (phase != Phase.TUNNEL) {
            return;
        }
        resetEndpoint();
        over(false, why);
        client.tunnelEnded();
    }

    private void resetEndpoint() {
        EndpointConnection connection = dispatch.connection();
        if (connection != null && !connection.isComplete()) {
            connection.reset();
        }
    }

    // Time

    /** Looks at what is due. Only while it is under way. */
    void tick(long nowNanos) {
        clock.note(nowNanos);
        dispatch.tick(nowNanos);
        BackendState to = destination.backend();
        HttpState now = destination.state();
        if (to == null || now == null) {
            return; // it ended with that
        }
        if (phase == Phase.AWAITING) {
            clock.tickAwaiting(nowNanos, dispatch, blame, request, awaitsContinue, to, now);
        } else if (phase == Phase.ANSWERING) {
            clock.tickAnswering(nowNanos, to);
        }
    }

    /** The endpoint is too slow. */
    void timedOut(ErrorCode code, String how) {
        if (blame.isEndpointsTurn()) {
            dispatch.observe(Outcome.TIMEOUT, System.nanoTime()); // otherwise it is the client who is slow
            if (phase == Phase.AWAITING && (code != ErrorCode.REQUEST_TIMEOUT || clock.wasEndpointsForHalf())) {
                blame.failed(Outcome.TIMEOUT);
            }
        }
        ProxyEndpoint slow = dispatch.endpoint();
        fail(code, slow == null ? how : slow + ": " + how);
    }

    /** How many bytes it keeps in memory, besides what its connections do. */
    long keptBytes() {
        EndpointConnection connection = dispatch.connection();
        return request.keptBytes() + (connection == null ? 0 : connection.keptBytes());
    }

    /** The endpoint it runs on; null when it runs on none. */
    @Nullable
    ProxyEndpoint endpoint() {
        return dispatch.endpoint();
    }

    /**
     * It is ended with its endpoint.
     *
     * @param why for people
     */
    void endpointGone(String why) {
        if (phase == Phase.TUNNEL) {
            tunnelOver(AccessEnd.CLOSED.label());
        } else {
            fail(ErrorCode.ENDPOINT_RESET, dispatch.endpoint() + ": " + why);
        }
    }
}
