package io.janus.quarkus.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.threads.ControlThread;

/**
 * Makes the mapping's objects out of checked values.
 *
 * <p>
 * Not SmallRye Config's own: that one looks through all properties once for every map in the mapping, and there is one in each
 * endpoint. 10,000 endpoints took it more than a minute.
 */
final class MappedConfig {

    /** What is there where nothing is set. Most groups of most routes are, and they share it: it never changes. */
    private final Map<Schema, Object> unset = new IdentityHashMap<>();

    private MappedConfig() {
    }

    static JanusConfig of(ValueTree values) {
        return (JanusConfig) new MappedConfig().group(Schema.ROOT, values);
    }

    private Object group(Schema.Group group, ValueTree values) {
        ControlThread.giveWay();
        Map<String, Object> answers = new HashMap<>();
        group.methods().forEach((name, method) -> {
            Schema schema = group.keys().get(name);
            ValueTree at = values.below().get(name);
            Object answer = schema == null ? null : at == null ? unset(schema) : value(schema, at);
            if (method.getReturnType() == Optional.class) {
                boolean absent = !(schema instanceof Schema.Leaf) && at == null;
                answers.put(method.getName(), Optional.ofNullable(absent ? null : answer));
            } else if (answer != null) {
                answers.put(method.getName(), answer);
            }
        });
        Class<?> type = group.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, new Answers(type, answers));
    }

    private @Nullable Object unset(Schema schema) {
        Object known = unset.get(schema);
        if (known == null) {
            known = value(schema, ValueTree.EMPTY);
            if (known != null) {
                unset.put(schema, known);
            }
        }
        return known;
    }

    private @Nullable Object value(Schema schema, ValueTree at) {
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
        if (schema instanceof Schema.Listed listed) {
            return list(listed, at);
        }
        Schema.Leaf leaf = (Schema.Leaf) schema;
        String text = at.text() != null ? at.text() : leaf.fallback();
        return text == null ? null : leaf.rule().value(text);
    }

    /** An item whose value was bad is there as an empty text, so that the others keep their places. */
    private List<Object> list(Schema.Listed listed, ValueTree at) {
        List<Object> items = new ArrayList<>();
        if (at == ValueTree.EMPTY && listed.fallback() != null) {
            items.addAll(List.of(listed.fallback().split(",", -1)));
        }
        for (int i = 0; i < at.below().size(); i++) {
            ValueTree item = at.below().getOrDefault(KeyPath.bracketed(i), ValueTree.EMPTY);
            items.add(Objects.requireNonNullElse(value(listed.item(), item), ""));
        }
        return Collections.unmodifiableList(items);
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
