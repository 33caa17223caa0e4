package io.janus.quarkus.deployment;

import java.util.function.BooleanSupplier;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.janus.quarkus.metrics.ScrapeRecorder;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;

/** Metrics, where Micrometer exports to Prometheus. Their beans are named, not referred to: elsewhere they cannot be loaded. */
@BuildSteps(onlyIf = MetricsProcessor.PrometheusExported.class)
class MetricsProcessor {

    /** Quarkus's own routes for metrics have order 2 and 4; this is before both, and behind everything that filters. */
    private static final int BEFORE_QUARKUS = 0;

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses("io.janus.quarkus.metrics.JanusCollector", "io.janus.quarkus.metrics.ScrapeHandler")
                .setUnremovable().build();
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void scrapes(ScrapeRecorder recorder, NonApplicationRootPathBuildItem root, BuildProducer<RouteBuildItem> routes) {
        String path = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.micrometer.export.prometheus.path", String.class).orElse("metrics");
        for (String served : new String[] { path, path.endsWith("/") ? path + "*" : path + "/*" }) {
            routes.produce(root.routeBuilder().management()
                    .orderedRoute(served, BEFORE_QUARKUS)
                    .handler(recorder.handler())
                    .build());
        }
    }

    /** Whether Quarkus serves metrics to Prometheus. Its own answer belongs to an extension that may not be there to ask. */
    static class PrometheusExported implements BooleanSupplier {

        private static final String REGISTRY = "io.micrometer.prometheus.PrometheusMeterRegistry";

        @Override
        public boolean getAsBoolean() {
            Config config = ConfigProvider.getConfig();
            return QuarkusClassLoader.isClassPresentAtRuntime(REGISTRY)
                    && is(config, "quarkus.micrometer.enabled", true)
                    && is(config, "quarkus.micrometer.export.prometheus.enabled",
                            is(config, "quarkus.micrometer.registry-enabled-default", true));
        }

        private static boolean is(Config config, String key, boolean otherwise) {
            return config.getOptionalValue(key, Boolean.class).orElse(otherwise);
        }
    }
}
