package io.janus.proxy.stats;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong on an event loop, on its way to the log. Nothing in it was chosen by a client but its address.
 *
 * @param code what happened
 * @param answered whether a client was answered with the status of the code
 * @param subject the listener it happened on; for {@link ErrorCode#POLICY_FAILURE} the backend
 * @param peer the client it happened to, where there is one
 * @param detail more about it, for people; never a client's bytes
 */
public record ProxyEvent(ErrorCode code, boolean answered, String subject, @Nullable InetSocketAddress peer,
        @Nullable String detail) {
}
