package io.janus.proxy.http;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.forward.OwnAnswer;
import io.janus.proxy.io.Connection;
import io.janus.proxy.io.Timed;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.stats.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;

/**
 * A connection over the limit: it is told so in an answer, whatever it asks for, and closed. Not counted as a connection of its
 * listener. Confined to its loop.
 */
final class Refusal extends Connection {

    private final Listener listener;
    private final HttpLoop http;
    private final Clock clock = new Clock();
    private final long endNanos;

    private Refusal(Listener listener, HttpLoop http, SocketChannel channel) {
        super(http.loop(), channel);
        this.listener = listener;
        this.http = http;
        this.endNanos = loop.deadlineNanos(HttpLoop.LINGER_NANOS);
    }

    /** Answers null when so many are being told so already that this one is better reset at once. */
    static @Nullable Refusal of(Listener listener, HttpLoop http, SocketChannel channel) {
        return http.mayRefuse() ? new Refusal(listener, http, channel) : null;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        http.beginRefusal();
        loop.watch(clock);
        Bytes out = http.out().clear();
        OwnAnswer.write(ErrorCode.CONNECTION_LIMIT, ConnectionField.CLOSE, false, http.date(), out);
        note(out.length());
        send(out.array(), 0, out.length());
        finish();
        resume();
    }

    private void note(int sent) {
        ListenerState state = listener.state();
        InetSocketAddress peer = channel.remoteAddress();
        if (state != null && state.spec().accessLog().isPresent() && peer != null) {
            AccessRecord record = http.access().take();
            long now = loop.readClock();
            record.begin(listener.name(), true, peer, peer, now);
            record.sent(sent);
            record.answers(now);
            record.end(ErrorCode.CONNECTION_LIMIT.status(), ErrorCode.CONNECTION_LIMIT.label(), now);
            http.access().offer(record);
        }
    }

    @Override
    protected void received(ByteBuf bytes) {
        bytes.release();
    }

    @Override
    protected void peerFinished() {
        // with that both sides have finished
    }

    @Override
    protected void broken(Throwable cause) {
        reset();
    }

    @Override
    protected void writabilityChanged() {
        // the answer is far below the mark
    }

    @Override
    protected void closed() {
        loop.unwatch(clock);
        http.endRefusal();
    }

    private final class Clock extends Timed {

        @Override
        protected void tick(long nowNanos) {
            if (nowNanos - endNanos >= 0) {
                reset();
            }
        }

        @Override
        protected void failed(Throwable cause) {
            reset();
        }
    }
}
