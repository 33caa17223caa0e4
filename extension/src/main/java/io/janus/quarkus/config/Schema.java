package io.janus.quarkus.config;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
     * @param methods the method of the interface for each key
     * @param presenceMatters whether it does something even when none of its keys is written
     */
    record Group(Class<?> type, Map<String, Schema> keys, Map<String, Method> methods, boolean presenceMatters)
            implements
                Schema {
    }

    /**
     * A mapping whose keys the operator chooses.
     *
     * @param value what stands below each; a {@link Group} for things with a name, a {@link Leaf} for free text
     */
    record Named(Schema value) implements Schema {

        private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
        /** Wide enough for the labels other systems use, such as {@code topology.kubernetes.io/zone}. */
        private static final Pattern FREE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

        /** What is wrong with a name, from the key on; null when nothing is. */
        @Nullable
        String nameBreach(String name) {
            boolean free = value instanceof Leaf;
            if ((free ? FREE : NAME).matcher(name).matches()) {
                return null;
            }
            String better = name.length() > 63 ? ""
                    : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-")
                            .replaceAll("^[._-]+|[._-]+$", "");
            return "must be a name of 1 to 63 characters out of " + (free ? "A-Z a-z 0-9 . _ - /" : "a-z 0-9 . _ -")
                    + ", with a letter or digit at both ends." + (better.isEmpty() ? "" : " Maybe write " + better + ".");
        }
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
        String breach(KeyPath key, String text, String origin) {
            String breach = rule.breach(text, origin);
            boolean notYet = breach != null && NotYet.value(key.segments(), text) && rule instanceof LeafRule.OneOf;
            return notYet ? Words.quoted(text, origin) + " is not available yet. Maybe write "
                    + String.join(" or ", ((LeafRule.OneOf) rule).words()) + "." : breach;
        }
    }

    /** What stands below this one under a name; null when that name means nothing here. */
    default @Nullable Schema child(String name) {
        if (this instanceof Group group) {
            return group.keys().get(name);
        }
        return this instanceof Named named ? named.value() : null;
    }

    private static Group group(Class<?> mapping, boolean presenceMatters) {
        Map<String, Schema> keys = new TreeMap<>();
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : mapping.getMethods()) {
            String key = kebab(method.getName());
            keys.put(key, of(method, method.getGenericReturnType(), false));
            methods.put(key, method);
        }
        return new Group(mapping, Collections.unmodifiableMap(keys), Collections.unmodifiableMap(methods), presenceMatters);
    }

    private static Schema of(Method method, Type type, boolean optional) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Optional.class
                    ? of(method, arguments[0], true)
                    : new Named(arguments[1] == String.class ? new Leaf(new LeafRule.Text(), null)
                            : of(method, arguments[1], true));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isInterface()) {
            return group(plain, optional);
        }
        WithDefault fallback = method.getAnnotation(WithDefault.class);
        String text = fallback == null ? null : fallback.value();
        return new Leaf(LeafRule.of(plain, method.getAnnotation(Bounds.class), text == null ? "" : text), text);
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
