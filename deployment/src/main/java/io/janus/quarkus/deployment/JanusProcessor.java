package io.janus.quarkus.deployment;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.JanusRecorder;
import io.janus.quarkus.control.DrainOnShutdown;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ArtifactCoords;
import io.quarkus.vertx.deployment.VertxBuildItem;

/** The extension as such: its beans, its start and its stop. */
class JanusProcessor {

    static final String FEATURE = "janus";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.unremovableOf(JanusControl.class);
    }

    /** After Vert.x and all beans, before any {@code StartupEvent}: an application's own start-up code can rely on it. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    ServiceStartBuildItem start(JanusRecorder recorder, BeanContainerBuildItem beans, VertxBuildItem vertx,
            ShutdownContextBuildItem shutdown, CurateOutcomeBuildItem curated) {
        recorder.start(beans.getValue(), shutdown, AdminProcessor.hostKey(), version(curated));
        return new ServiceStartBuildItem(FEATURE);
    }

    /** As the application has it, whatever else was built together. */
    private static String version(CurateOutcomeBuildItem curated) {
        return curated.getApplicationModel().getDependencies().stream()
                .filter(it -> it.getGroupId().equals("io.janus") && it.getArtifactId().equals("janus-quarkus"))
                .map(ArtifactCoords::getVersion).findFirst().orElse("unknown");
    }

    @BuildStep
    ShutdownListenerBuildItem drain() {
        return new ShutdownListenerBuildItem(new DrainOnShutdown());
    }
}
