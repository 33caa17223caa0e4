package io.janus.quarkus;

import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;

/** What the build records to be done when the application starts. */
@Recorder
public class JanusRecorder {

    /** Starts Janus, and has it stopped with the application, also with one whose start fails later. */
    public void start(BeanContainer beans, ShutdownContext shutdown) {
        JanusControl control = beans.beanInstance(JanusControl.class);
        shutdown.addShutdownTask(control::stop);
        control.start();
    }
}
