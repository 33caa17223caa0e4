package io.janus.quarkus.deployment;

import org.eclipse.microprofile.config.ConfigProvider;

import io.janus.quarkus.JanusRecorder;
import io.janus.quarkus.admin.AdminApi;
import io.janus.quarkus.render.RenderThread;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.vertx.http.deployment.NonApplicationRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;

/** The admin API, on the management interface where there is one. */
class AdminProcessor {

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder().addBeanClasses(AdminApi.class, RenderThread.class).setUnremovable().build();
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void routes(JanusRecorder recorder, NonApplicationRootPathBuildItem root, BuildProducer<RouteBuildItem> routes) {
        for (String path : new String[] { AdminApi.ROOT, AdminApi.ROOT + "/*" }) {
            routes.produce(root.routeBuilder().management().route(path).handler(recorder.adminApi()).build());
        }
    }

    @BuildStep
    NativeImageResourceBuildItem description() {
        return new NativeImageResourceBuildItem("META-INF/janus-admin-api.yaml");
    }

    @BuildStep
    NativeImageResourcePatternsBuildItem dashboard() {
        return NativeImageResourcePatternsBuildItem.builder().includeGlob("io/janus/quarkus/dashboard/*").build();
    }

    /** Which key says at what address it is served. */
    static String hostKey() {
        boolean management = ConfigProvider.getConfig().getOptionalValue("quarkus.management.enabled", Boolean.class)
                .orElse(false);
        return management ? "quarkus.management.host" : "quarkus.http.host";
    }
}
