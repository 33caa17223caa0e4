package io.janus.quarkus.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProbeSpec.Http;
import io.janus.proxy.spec.ProbeSpec.Kind;
import io.janus.proxy.spec.ProbeSpec.Tcp;

/** Specifications of probes that no test has to wait for. */
final class TestProbes {

    private static final Duration SHORT = Duration.ofMillis(20);

    private TestProbes() {
    }

    static ProbeSpec tcp(int healthyThreshold, int unhealthyThreshold) {
        return of(new Tcp(), OptionalInt.empty(), SHORT, healthyThreshold, unhealthyThreshold);
    }

    /** One failure and one success decide. */
    static ProbeSpec of(Kind kind, Duration timeout) {
        return of(kind, OptionalInt.empty(), timeout, 1, 1);
    }

    static ProbeSpec of(Kind kind, OptionalInt port, Duration timeout, int healthyThreshold, int unhealthyThreshold) {
        return new ProbeSpec(kind, port, SHORT, timeout, healthyThreshold, unhealthyThreshold);
    }

    /** Asks for a path, and takes what the configuration takes by default. */
    static Http get(String path) {
        return new Http(path, Optional.empty(), 200, 399);
    }
}
