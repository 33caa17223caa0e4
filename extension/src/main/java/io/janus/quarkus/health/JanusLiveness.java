package io.janus.quarkus.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.janus.quarkus.JanusControl;

/**
 * Alive unless the control loop has ended. Nothing less counts: whoever kills a process for this check also cuts every session,
 * and those do not need the control plane.
 */
@Liveness
@Singleton
public class JanusLiveness implements HealthCheck {

    private final JanusControl control;

    @Inject
    JanusLiveness(JanusControl control) {
        this.control = control;
    }

    @Override
    public HealthCheckResponse call() {
        boolean alive = control.plane().map(plane -> plane.alive() || plane.draining()).orElse(true);
        return HealthCheckResponse.named("janus").status(alive).build();
    }
}
