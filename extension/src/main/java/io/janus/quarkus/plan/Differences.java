package io.janus.quarkus.plan;

import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.quarkus.log.LogText;

/** What two records of a specification differ in, down to single values, as {@code key: before → after}. */
final class Differences {

    /** Enough to tell two values apart; a whole list of header edits would hide the rest. */
    private static final int LONGEST_VALUE = 80;

    /** Components that stand under another key in the configuration. */
    private static final Map<String, String> KEYS = Map.of("limits", "http", "trusted", "forwarded.trusted",
            "prefixRewrite", "rewrite.prefix", "requestTimeout", "timeouts.request", "responseTimeout", "timeouts.response",
            "thresholdPercent", "threshold");

    /** What these consist of stands in the configuration beside the word for them. */
    private static final Set<String> TRANSPARENT = Set.of("protocol", "action", "kind");

    private final Set<String> except;
    private final List<String> found = new ArrayList<>();

    private Differences(Set<String> except) {
        this.except = except;
    }

    /**
     * In the order of the components; empty when they are equal.
     *
     * @param except components of these two records that are looked at elsewhere
     */
    static List<String> of(Record before, Record after, Set<String> except) {
        Differences differences = new Differences(except);
        differences.compare("", before, after);
        return List.copyOf(differences.found);
    }

    private void compare(String key, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        Object one = before instanceof Optional<?> optional ? optional.orElse(null) : before;
        Object other = after instanceof Optional<?> optional ? optional.orElse(null) : after;
        if (one instanceof Record record && other instanceof Record changed && one.getClass() == other.getClass()
                && one.getClass().getRecordComponents().length > 0) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                if (!key.isEmpty() || !except.contains(component.getName())) {
                    compare(below(key, component.getName()), value(component, record), value(component, changed));
                }
            }
        } else {
            found.add(key + ": " + shown(one) + " → " + shown(other));
        }
    }

    private static String below(String key, String component) {
        String name = KEYS.getOrDefault(component, component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
        return key.isEmpty() ? name : TRANSPARENT.contains(key) ? name : TRANSPARENT.contains(name) ? key : key + "." + name;
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the specification are public", e);
        }
    }

    private static String shown(@Nullable Object value) {
        String text = LogText.line(words(value));
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    private static String words(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return LogText.duration(duration);
        }
        if (value instanceof InetSocketAddress address) {
            return LogText.address(address);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Forward forward) {
            return "to backend " + forward.backend();
        }
        return value instanceof Record record
                ? record.getClass().getSimpleName().replace("Spec", "").toLowerCase(Locale.ROOT)
                : value.toString();
    }
}
