package io.janus.quarkus.config;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

    /** The answers of such groups, by the place of the method. */
    private final Map<Schema.Group, @Nullable Object[]> defaults = new IdentityHashMap<>();

    private MappedConfig() {
    }

    static JanusConfig of(ValueTree values) {
        return (JanusConfig) new MappedConfig().group(Schema.ROOT, values);
    }

    private Object group(Schema.Group group, ValueTree values) {
        ControlThread.giveWay();
        @Nullable
        Object[] answers = defaults(group).clone();
        values.below().forEach((key, at) -> {
            Schema.Member member = Objects.requireNonNull(group.members().get(key));
            answers[member.place()] = answer(member, value(member.schema(), at));
        });
        Class<?> type = group.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, new Answers(group, answers));
    }

    private @Nullable Object[] defaults(Schema.Group group) {
        @Nullable
        Object[] known = defaults.get(group);
        if (known == null) {
            known = new Object[group.members().size()];
            for (Schema.Member member : group.members().values()) {
                boolean absent = member.optional() && !(member.schema() instanceof Schema.Leaf);
                known[member.place()] = answer(member, absent ? null : unset(member.schema()));
            }
            defaults.put(group, known);
        }
        return known;
    }

    private static @Nullable Object answer(Schema.Member member, @Nullable Object value) {
        return member.optional() ? Optional.ofNullable(value) : value;
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
    private record Answers(Schema.Group group, @Nullable Object[] values) implements InvocationHandler {

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            Integer place = group.places().get(method.getName());
            if (place != null) {
                return values[place];
            }
            return switch (method.getName()) {
                case "toString" -> group.type().getSimpleName() + Arrays.toString(values);
                case "hashCode" -> Arrays.hashCode(values);
                default -> arguments != null && arguments[0] != null && group.type().isInstance(arguments[0])
                        && Proxy.getInvocationHandler(arguments[0]) instanceof Answers other
                        && Arrays.equals(values, other.values);
            };
        }
    }
}
