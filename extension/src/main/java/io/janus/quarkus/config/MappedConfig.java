package io.janus.quarkus.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Makes the mapping's objects out of checked values.
 *
 * <p>
 * Not SmallRye Config's own: that one looks through all properties once for every map in the mapping, and there is one in each
 * endpoint. 10,000 endpoints took it more than a minute.
 */
final class MappedConfig {

    private MappedConfig() {
    }

    static JanusConfig of(ValueTree values) {
        return (JanusConfig) group(Schema.ROOT, values);
    }

    private static Object group(Schema.Group group, ValueTree values) {
        Map<String, Object> answers = new HashMap<>();
        group.methods().forEach((name, method) -> {
            Schema schema = group.keys().get(name);
            ValueTree at = values.below().get(name);
            Object answer = schema == null ? null : value(schema, at == null ? ValueTree.EMPTY : at);
            if (method.getReturnType() == Optional.class) {
                boolean groupAbsent = schema instanceof Schema.Group && at == null;
                answers.put(method.getName(), Optional.ofNullable(groupAbsent ? null : answer));
            } else if (answer != null) {
                answers.put(method.getName(), answer);
            }
        });
        Class<?> type = group.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, new Answers(type, answers));
    }

    private static @Nullable Object value(Schema schema, ValueTree at) {
        if (schema instanceof Schema.Group group) {
            return group(group, at);
        }
        if (schema instanceof Schema.Named named) {
            Map<String, Object> values = new LinkedHashMap<>();
            at.below().forEach((name, below) -> {
                Object value = value(named.value(), below);
                if (value != null) {
                    values.put(name, value);
                }
            });
            return Collections.unmodifiableMap(values);
        }
        Schema.Leaf leaf = (Schema.Leaf) schema;
        String text = at.text() != null ? at.text() : leaf.fallback();
        return text == null ? null : leaf.rule().value(text);
    }

    /** Answers each method of the interface with its value. */
    private record Answers(Class<?> type, Map<String, Object> values) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "toString" -> type.getSimpleName() + values;
                case "hashCode" -> values.hashCode();
                case "equals" -> arguments != null && arguments[0] != null && type.isInstance(arguments[0])
                        && Proxy.getInvocationHandler(arguments[0]) instanceof Answers other && values.equals(other.values);
                default -> values.get(method.getName());
            };
        }
    }
}
