package io.janus.proxy.http;

import io.janus.balancer.Outcome;

/**
 * Whose fault it is when an exchange fails. Endpoints are ejected for failures in a row, so none may count that a client can
 * bring about: by not sending what it announced, by not reading what it asked for, by asking for what no server does. Used
 * again for each exchange of a client connection. Confined to its loop.
 */
final class Blame {

    private static final int SERVER_ERROR = 500;

    /** Statuses of 500 and more that a client chooses, with a method or a version that the endpoint does not know. */
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private final RequestStream request;
    private final Dispatch dispatch;

    /** Whether the endpoint ever had to wait because the client did not read. */
    private boolean clientHeldUp;

    Blame(RequestStream request, Dispatch dispatch) {
        this.request = request;
        this.dispatch = dispatch;
    }

    void begin() {
        clientHeldUp = false;
    }

    /** The endpoint is not read for a while, because the client does not read. */
    void holdUp() {
        clientHeldUp = true;
    }

    /** Whether it is the endpoint that is waited for: it has the whole request, or takes no more of it. */
    boolean isEndpointsTurn() {
        EndpointConnection connection = dispatch.connection();
        return request.isComplete() || connection != null && !connection.isWritable();
    }

    /** The attempt failed before an answer began. */
    void failed(Outcome how) {
        if (isEndpointsTurn()) {
            dispatch.blame(how);
        }
    }

    /** The endpoint's connection ended before an answer. One that was used before it may just have been tired of. */
    void ended() {
        if (!dispatch.isReused()) {
            failed(Outcome.FAILURE);
        }
    }

    /** An answer of this status came. */
    void answered(int status) {
        if (status >= SERVER_ERROR && status != NOT_IMPLEMENTED && status != VERSION_NOT_SUPPORTED) {
            failed(Outcome.FAILURE);
        }
    }

    /** The endpoint did not complete its answer. */
    void cut() {
        if (!clientHeldUp) {
            failed(Outcome.FAILURE);
        }
    }

    /** The answer, of this status, was as long as the client wanted it: it is complete, or the client left in the middle. */
    void served(int status) {
        if (status < SERVER_ERROR) {
            dispatch.served();
        }
    }
}
