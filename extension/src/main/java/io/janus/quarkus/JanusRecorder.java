package io.janus.quarkus;

import io.janus.quarkus.admin.AdminApi;
import io.quarkus.arc.Arc;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What the build records to be done when the application starts. */
@Recorder
public class JanusRecorder {

    /** Answers calls of the admin API, by a bean that is looked up once the application runs. */
    public Handler<RoutingContext> adminApi() {
        return call -> Arc.container().instance(AdminApi.class).get().handle(call);
    }

    /** Starts Janus, and has it stopped with the application, also with one whose start fails later. */
    public void start(BeanContainer beans, ShutdownContext shutdown, String adminHostKey, String version) {
        JanusControl control = beans.beanInstance(JanusControl.class);
        shutdown.addShutdownTask(control::stop);
        control.start();
        beans.beanInstance(AdminApi.class).open(adminHostKey, version);
    }
}
