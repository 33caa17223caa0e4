package io.janus.quarkus.config;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.smallrye.config.WithDefault;

/**
 * The keys there are, read from the mapping interfaces: there is no second list of them. Immutable.
 */
sealed interface Schema {

    /** All of it: what stands below {@code janus}. */
    Group ROOT = group(JanusConfig.class, false);

    /**
     * A mapping with fixed keys.
     *
     * @param type the interface that stands for it
     * @param keys by name, in alphabetical order
     * @param members the methods of the interface by their keys, in the same order
     * @param places the places of their answers by their names
     * @param presenceMatters whether it does something even when none of its keys is written
     */
    record Group(Class<?> type, Map<String, Schema> keys, Map<String, Member> members, Map<String, Integer> places,
            boolean presenceMatters)
            implements
                Schema {
    }

    /**
     * A method of such an interface.
     *
     * @param place of its answer among those of all methods, from 0
     * @param schema what it answers
     * @param optional whether that is an {@link Optional}
     */
    record Member(int place, Schema schema, boolean optional) {
    }

    /**
     * A mapping whose keys the operator chooses.
     *
     * @param value what stands below each; a {@link Group} for things with a name, a {@link Leaf} for free text
     * @param rule what its keys must be
     */
    record Named(Schema value, NameRule rule) implements Schema {
    }

    /**
     * A list, whose items are counted from 0.
     *
     * @param item what each of them is: a {@link Group}, or a {@link Leaf}
     * @param fallback its default as one text with commas; null when it has none
     */
    record Listed(Schema item, @Nullable String fallback) implements Schema {
    }

    /**
     * One value.
     *
     * @param rule what it must be
     * @param fallback its default; null when it has none
     */
    record Leaf(LeafRule rule, @Nullable String fallback) implements Schema {

        /**
         * @param origin where the text comes from when that is not the file; or empty
         * @return what is wrong with the value, from the key on; null when nothing is
         */
        @Nullable
        String breach(String text, String origin) {
            return rule.breach(text, origin);
        }
    }

    /** What stands below this one under a name; null when that name means nothing here. */
    default @Nullable Schema child(String name) {
        if (this instanceof Group group) {
            return group.keys().get(name);
        }
        return this instanceof Named named ? named.value() : null;
    }

    /** A property's segment without its index: {@code routes} of {@code routes[0]}, where that is a list. */
    default String unindexed(String segment) {
        int bracket = segment.endsWith("]") ? segment.lastIndexOf('[') : -1;
        return bracket > 0 && child(segment.substring(0, bracket)) instanceof Listed ? segment.substring(0, bracket) : segment;
    }

    private static Group group(Class<?> mapping, boolean presenceMatters) {
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : mapping.getMethods()) {
            methods.put(kebab(method.getName()), method);
        }
        Map<String, Schema> keys = new LinkedHashMap<>();
        Map<String, Member> members = new LinkedHashMap<>();
        Map<String, Integer> places = new HashMap<>();
        methods.forEach((key, method) -> {
            Schema schema = of(method, method.getGenericReturnType(), false);
            keys.put(key, schema);
            members.put(key, new Member(places.size(), schema, method.getReturnType() == Optional.class));
            places.put(method.getName(), places.size());
        });
        return new Group(mapping, Collections.unmodifiableMap(keys), Collections.unmodifiableMap(members), Map.copyOf(places),
                presenceMatters);
    }

    private static Schema of(Method method, Type type, boolean optional) {
        WithDefault fallback = method.getAnnotation(WithDefault.class);
        String text = fallback == null ? null : fallback.value();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return of(method, arguments[0], true);
            }
            Type value = arguments[arguments.length - 1];
            Schema below = value == String.class ? new Leaf(new LeafRule.Text(), null) : of(method, value, true);
            return generic.getRawType() == List.class ? new Listed(below, text)
                    : new Named(below, NameRule.of(method, below instanceof Leaf));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isInterface() ? group(plain, optional)
                : new Leaf(LeafRule.of(method, plain, text == null ? "" : text), text);
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
