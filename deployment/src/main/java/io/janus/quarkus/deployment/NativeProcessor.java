package io.janus.quarkus.deployment;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.config.JanusConfig;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

/**
 * What a native image cannot find out by itself: a reload reads and makes the mapping's interfaces by reflection, and compares
 * the records of the specification by their components.
 */
class NativeProcessor {

    @BuildStep
    void mapping(BuildProducer<ReflectiveClassBuildItem> reflective,
            BuildProducer<NativeImageProxyDefinitionBuildItem> proxies) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        collect(JanusConfig.class, interfaces);
        for (Class<?> type : interfaces) {
            reflective.produce(ReflectiveClassBuildItem.builder(type).methods().build());
            proxies.produce(new NativeImageProxyDefinitionBuildItem(type.getName()));
        }
    }

    @BuildStep
    ReflectiveClassBuildItem specification() {
        Set<Class<?>> records = new LinkedHashSet<>();
        collectRecords(ProxySpec.class, records);
        return ReflectiveClassBuildItem.builder(records.toArray(Class[]::new)).methods().fields().build();
    }

    /** Goes from a record to all that its components are made of, and from a sealed interface to what it may be. */
    static void collectRecords(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                collectRecords(argument, records);
            }
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            for (Class<?> permitted : plain.getPermittedSubclasses()) {
                collectRecords(permitted, records);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && records.add(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collectRecords(component.getGenericType(), records);
            }
        }
    }

    /** Goes from an interface to all that its methods answer, through optionals and maps. */
    static void collect(Type type, Set<Class<?>> interfaces) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                collect(argument, interfaces);
            }
        } else if (type instanceof Class<?> plain && plain.isInterface()
                && plain.getPackage() == JanusConfig.class.getPackage() && interfaces.add(plain)) {
            for (Method method : plain.getMethods()) {
                collect(method.getGenericReturnType(), interfaces);
            }
        }
    }
}
