package io.janus.quarkus.probe;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProbeSpec.Http;
import io.janus.quarkus.log.LogText;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;

/**
 * One probe, from its connection to its outcome. It has a connection and a timer of its own and lets go of both when it ends,
 * whoever ends it: the endpoint, the timeout, a reload, or the end of Janus. Confined to one event loop of Vert.x, but for what
 * says otherwise.
 */
final class VertxProbe implements RunningProbe {

    private static final ProbeOutcome GIVEN_UP = ProbeOutcome.failure("was given up");

    private final Vertx vertx;
    private final Context context;
    private final ProbeSpec spec;
    private final Promise<ProbeOutcome> outcome = Promise.promise();
    private @Nullable NetSocket socket;
    private @Nullable HttpAnswer answer;
    private long timer;
    private boolean ended;

    VertxProbe(Vertx vertx, ProbeSpec spec) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.spec = spec;
    }

    /**
     * Begins. Any thread, once.
     *
     * @return succeeded with how the probe ended; never failed
     */
    Future<ProbeOutcome> begin(NetClient client, InetSocketAddress address, HostPort written) {
        onLoop(() -> {
            timer = vertx.setTimer(VertxConnector.millis(spec.timeout()), fired -> end(late()));
            try {
                client.connect(SocketAddress.inetSocketAddress(address)).onComplete(result -> connected(result, written));
            } catch (IllegalStateException e) {
                // The client was closed meanwhile.
                end(failure(e));
            }
        });
        return outcome.future();
    }

    @Override
    public CompletionStage<ProbeOutcome> outcome() {
        return outcome.future().toCompletionStage();
    }

    @Override
    public void abandon() {
        onLoop(() -> end(GIVEN_UP));
    }

    private void onLoop(Runnable task) {
        try {
            context.runOnContext(turn -> task.run());
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it all that the probe had.
            outcome.tryComplete(GIVEN_UP);
        }
    }

    private void connected(AsyncResult<NetSocket> result, HostPort written) {
        if (result.failed()) {
            end(failure(result.cause()));
            return;
        }
        NetSocket opened = result.result();
        if (ended) {
            opened.close();
            return;
        }
        socket = opened;
        if (spec.kind() instanceof Http http) {
            ask(opened, http, written);
        } else {
            end(ProbeOutcome.SUCCESS);
        }
    }

    private void ask(NetSocket opened, Http http, HostPort written) {
        HttpAnswer expected = new HttpAnswer(http);
        answer = expected;
        opened.handler(piece -> {
            if (!ended) {
                expected.take(piece.getBytes()).ifPresent(this::end);
            }
        });
        opened.exceptionHandler(broken -> end(failure(broken)));
        opened.closeHandler(closed -> end(expected.closed()));
        // Should this fail, the connection is broken, and says so by itself.
        opened.write(Buffer.buffer(HttpQuestion.bytes(http, written)));
    }

    private ProbeOutcome late() {
        String missing = socket == null ? "no connection"
                : answer != null && answer.begun() ? "no complete answer" : "no answer";
        return ProbeOutcome.failure(missing + " within " + LogText.duration(spec.timeout()));
    }

    private ProbeOutcome failure(Throwable cause) {
        return ProbeOutcome.failure(FailureText.of(cause, spec.timeout()));
    }

    private void end(ProbeOutcome how) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(timer);
        if (socket != null) {
            socket.close();
        }
        outcome.tryComplete(how);
    }
}
