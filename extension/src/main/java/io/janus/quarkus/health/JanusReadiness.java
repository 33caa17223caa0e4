package io.janus.quarkus.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.control.ControlPlane;

/**
 * Ready when a configuration is in force, its listeners accept, and Janus is not stopping. Endpoints never count: taking Janus
 * out of service because its backends are down would only hide who is to blame. They, and a refused reload, are data.
 */
@Readiness
@Singleton
public class JanusReadiness implements HealthCheck {

    private final JanusControl control;

    @Inject
    JanusReadiness(JanusControl control) {
        this.control = control;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("janus");
        control.plane().ifPresentOrElse(plane -> describe(plane, response),
                () -> response.up().withData("idle", true));
        return response.build();
    }

    private static void describe(ControlPlane plane, HealthCheckResponseBuilder response) {
        HealthData data = HealthData.of(plane.proxy(), plane.reloads());
        response.status(data.configVersion() > 0 && data.accepting() && !plane.draining());
        data.texts().forEach(response::withData);
        response.withData("config.version", data.configVersion());
        if (plane.draining()) {
            response.withData("stopping", true);
        }
    }
}
