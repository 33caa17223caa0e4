package io.janus.quarkus.config;

import java.time.Duration;
import java.util.Optional;

import io.janus.proxy.spec.EjectionSpec;
import io.janus.quarkus.config.BackendConfig.EjectionConfig;
import io.janus.quarkus.config.Checks.Bound;

/** Makes the specification of a backend's ejection. */
final class EjectionCheck {

    private final Checks checks;

    EjectionCheck(Checks checks) {
        this.checks = checks;
    }

    Optional<EjectionSpec> spec(String backend, EjectionConfig ejection) {
        Duration max = checks.notShorter(new Bound("max", ejection.max(), "300s"),
                new Bound("base", ejection.base(), "30s"), "backends", backend, "ejection");
        return ejection.enabled()
                ? Optional.of(new EjectionSpec(ejection.consecutiveFailures(), ejection.base(), max, ejection.maxPercent()))
                : Optional.empty();
    }
}
