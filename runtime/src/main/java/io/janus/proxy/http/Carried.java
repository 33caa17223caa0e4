package io.janus.proxy.http;

import io.netty.buffer.ByteBuf;

/** What an endpoint's connection carries, and tells what happens to it: an exchange's response, or the tunnel it became. */
interface Carried {

    /** Bytes came; the reference to them is the callee's. */
    void endpointSent(EndpointConnection from, ByteBuf bytes);

    /** The endpoint finished its side. */
    void endpointFinished(EndpointConnection from);

    /** The connection is broken. */
    void endpointBroke(EndpointConnection from, Throwable cause);

    /** There is room to send again, or no longer. */
    void endpointWritabilityChanged(EndpointConnection from);

    /** The connection is closed. The last call. */
    void endpointClosed(EndpointConnection from);
}
