package io.janus.proxy.http;

import io.janus.proxy.access.AccessEnd;
import io.janus.proxy.io.Connection;
import io.janus.proxy.stats.ErrorCode;
import io.netty.buffer.ByteBuf;

/**
 * A client and an endpoint that have left HTTP, as WebSockets do: what one side does becomes the other's, until both have
 * finished or one breaks. Confined to its loop.
 */
final class Tunnel implements Carried {

    private final Exchange exchange;
    private final ClientConnection client;
    private final EndpointConnection endpoint;
    private final long idleTimeoutNanos;

    /** Whether something moved since the last tick, which turns it into {@link #activeNanos}. */
    private boolean active = true;
    private long activeNanos;

    private boolean clientClosed;
    private boolean endpointClosed;

    Tunnel(Exchange exchange, ClientConnection client, EndpointConnection endpoint, long idleTimeoutNanos) {
        this.exchange = exchange;
        this.client = client;
        this.endpoint = endpoint;
        this.idleTimeoutNanos = idleTimeoutNanos;
    }

    void clientSent(ByteBuf bytes) {
        exchange.receives(bytes.readableBytes());
        pass(bytes, client, endpoint);
    }

    @Override
    public void endpointSent(EndpointConnection from, ByteBuf bytes) {
        exchange.sends(bytes.readableBytes());
        pass(bytes, endpoint, client);
    }

    private void pass(ByteBuf bytes, Connection from, Connection to) {
        active = true;
        to.send(bytes);
        if (!to.isWritable()) {
            from.pause();
        }
    }

    void clientWritabilityChanged() {
        resume(client, endpoint);
    }

    @Override
    public void endpointWritabilityChanged(EndpointConnection from) {
        resume(endpoint, client);
    }

    private void resume(Connection writable, Connection other) {
        if (writable.isWritable()) {
            active = true;
            other.resume();
        }
    }

    void clientFinished() {
        active = true;
        endpoint.finish();
    }

    @Override
    public void endpointFinished(EndpointConnection from) {
        active = true;
        client.finish();
    }

    @Override
    public void endpointBroke(EndpointConnection from, Throwable cause) {
        exchange.tunnelOver(ErrorCode.ENDPOINT_RESET.label());
    }

    void clientClosed() {
        clientClosed = true;
        sideClosed(client);
    }

    @Override
    public void endpointClosed(EndpointConnection from) {
        endpointClosed = true;
        sideClosed(endpoint);
    }

    /** It ended well if both its sides had finished; otherwise the other must see it broken. */
    private void sideClosed(Connection side) {
        if (!side.isComplete()) {
            exchange.tunnelOver(side == client ? AccessEnd.CLIENT_GONE.label() : ErrorCode.ENDPOINT_RESET.label());
        } else if (clientClosed && endpointClosed) {
            exchange.tunnelOver(AccessEnd.UPGRADED.label());
        }
    }

    void tick(long nowNanos) {
        if (active) {
            active = false;
            activeNanos = nowNanos;
        } else if (nowNanos - activeNanos >= idleTimeoutNanos) {
            exchange.tunnelOver(AccessEnd.IDLE_TIMEOUT.label());
        }
    }
}
