package io.janus.quarkus.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.balancers.BuiltInBalancers;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.smallrye.common.annotation.Identifier;

/** The application's own balancing policies: beans that only a configuration file names. */
class BalancerProcessor {

    private static final DotName FACTORY = DotName.createSimple(BalancerFactory.class);
    private static final DotName IDENTIFIER = DotName.createSimple(Identifier.class);

    @BuildStep
    UnremovableBeanBuildItem policies() {
        return UnremovableBeanBuildItem.beanTypes(FACTORY);
    }

    /** A bean that could never be named, or that would stand for another by accident, is a mistake worth a failed build. */
    @BuildStep
    void names(BeanDiscoveryFinishedBuildItem beans, BuildProducer<ValidationErrorBuildItem> errors) {
        Map<String, BeanInfo> byName = new HashMap<>();
        for (BeanInfo bean : beans.beanStream().withBeanType(FACTORY)) {
            check(bean, byName).ifPresent(problem -> errors.produce(new ValidationErrorBuildItem(
                    new DeploymentException(problem))));
        }
    }

    private static Optional<String> check(BeanInfo bean, Map<String, BeanInfo> byName) {
        Optional<AnnotationInstance> identifier = bean.getQualifier(IDENTIFIER);
        if (identifier.isEmpty()) {
            return Optional
                    .of("The balancer " + describe(bean) + " has no name. A BalancerFactory bean must have an @Identifier:"
                            + " with @Identifier(\"my-policy\"), a backend uses it by balancer.type: my-policy.");
        }
        String name = identifier.get().value().asString();
        Set<String> builtIn = new TreeSet<>(BuiltInBalancers.byName().keySet());
        if (builtIn.contains(name)) {
            return Optional
                    .of("The balancer " + describe(bean) + " is named '" + name + "', like a built-in one. It must have a name"
                            + " of its own, other than " + String.join(", ", builtIn) + ": change its @Identifier.");
        }
        BeanInfo other = byName.putIfAbsent(name, bean);
        return other == null ? Optional.empty()
                : Optional.of("Two balancers are named '" + name + "': " + describe(other) + " and " + describe(bean)
                        + ". Names of balancers must be unique: change the @Identifier of one.");
    }

    private static String describe(BeanInfo bean) {
        return bean.getTarget().map(Object::toString).orElse(bean.toString());
    }
}
