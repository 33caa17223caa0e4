package io.janus.quarkus.deployment;

import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;

/** Health checks, where there is SmallRye Health. Classes are named, not referred to: without it they cannot be loaded. */
class HealthProcessor {

    @BuildStep
    void checks(Capabilities capabilities, BuildProducer<HealthBuildItem> checks) {
        if (capabilities.isPresent(Capability.SMALLRYE_HEALTH)) {
            checks.produce(new HealthBuildItem("io.janus.quarkus.health.JanusLiveness", true));
            checks.produce(new HealthBuildItem("io.janus.quarkus.health.JanusReadiness", true));
        }
    }
}
