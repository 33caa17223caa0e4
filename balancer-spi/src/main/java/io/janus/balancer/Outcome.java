package io.janus.balancer;

/** How an attempt ended, as {@link Picker#observe} is told. */
public enum Outcome {

    /** A response head with a status below 500, a switch of protocols, or, for TCP, a connection. */
    SUCCESS,

    /** A response head with a status of 500 or more, a malformed one, or a connection that ended before the head. */
    FAILURE,

    /** No response head, or no connection, in time. */
    TIMEOUT,

    /** The connection was refused or the address could not be reached; nothing was sent. */
    CONNECT_FAILURE,

    /** The client left first. Says nothing about the endpoint: the latency is a lower bound, and it counts as no success. */
    CANCELLED
}
