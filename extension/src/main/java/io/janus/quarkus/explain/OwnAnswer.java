package io.janus.quarkus.explain;

import java.util.Optional;
import java.util.OptionalInt;

import io.janus.proxy.stats.ErrorCode;

/**
 * What Janus answers itself, so that nothing reaches an endpoint.
 *
 * @param status of the answer; empty where there is no HTTP to answer with, and the connection is reset
 * @param code as in {@code Janus-Error} and the metrics, or {@code redirect}
 * @param why for people; printable
 * @param location where a redirect leads
 */
public record OwnAnswer(OptionalInt status, String code, String why, Optional<String> location) {

    static OwnAnswer of(ErrorCode code, String why) {
        return new OwnAnswer(OptionalInt.of(code.status()), code.label(), why, Optional.empty());
    }

    static OwnAnswer redirect(int status, String location) {
        return new OwnAnswer(OptionalInt.of(status), "redirect", "the route redirects", Optional.of(location));
    }

    static OwnAnswer reset(ErrorCode code, String why) {
        return new OwnAnswer(OptionalInt.empty(), code.label(), why, Optional.empty());
    }
}
