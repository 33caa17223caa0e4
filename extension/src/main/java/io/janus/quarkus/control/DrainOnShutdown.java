package io.janus.quarkus.control;

import java.util.Optional;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.dev.DevSession;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.shutdown.ShutdownListener;

/**
 * Drains before anything else stops: in the phase in which the application still works and {@code /q} still answers. Holds up
 * that phase for as long as the drain takes, without holding up its other listeners. In dev mode nothing is drained: the data
 * plane goes on.
 */
public class DrainOnShutdown implements ShutdownListener {

    @Override
    public void preShutdown(ShutdownNotification notification) {
        plane().ifPresentOrElse(plane -> plane.drain().whenComplete((end, failure) -> notification.done()), notification::done);
    }

    private static Optional<ControlPlane> plane() {
        ArcContainer container = Arc.container();
        if (container == null || DevSession.current().isPresent()) {
            return Optional.empty();
        }
        return Optional.ofNullable(container.instance(JanusControl.class).get()).flatMap(JanusControl::plane);
    }
}
