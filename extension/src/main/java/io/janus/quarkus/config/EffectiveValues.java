package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;

/**
 * The value of every key after all sources were laid over each other, checked by the rule of its type.
 *
 * <p>
 * Environment variables give values to the keys of listeners, backends and endpoints that another source names, and never make
 * new ones: {@code JANUS_PORT} and the like are set by container platforms, and {@code APP_1} may be {@code app-1} or
 * {@code app.1}.
 */
final class EffectiveValues {

    private static final String PREFIX = "janus.";

    private final SmallRyeConfig sources;
    private final Set<String> ofFile;
    private final Findings findings;
    private final Map<KeyPath, Schema.Leaf> keys = new LinkedHashMap<>();
    /** Spellings in use beside the usual one, such as {@code janus.listeners."web".bind}. */
    private final Map<KeyPath, Set<String>> spellings = new HashMap<>();
    private final Set<KeyPath> completed = new HashSet<>();

    /**
     * @param sources all of them
     * @param ofFile the names of the properties in the operator's file, whose values were checked already
     */
    EffectiveValues(SmallRyeConfig sources, Set<String> ofFile, Findings findings) {
        this.sources = sources;
        this.ofFile = ofFile;
        this.findings = findings;
    }

    /** All good values; a listener, backend or endpoint whose values are all bad is there without them. */
    ValueTree read() {
        complete(KeyPath.ROOT, Schema.ROOT);
        named().forEach(this::note);
        ValueTree values = new ValueTree();
        keys.forEach((key, leaf) -> read(key, leaf, values));
        findings.badLeaves().forEach(values::touch);
        return values;
    }

    private void read(KeyPath key, Schema.Leaf leaf, ValueTree values) {
        ConfigValue found;
        try {
            found = strongest(key);
        } catch (RuntimeException e) {
            // An expression that refers to itself, or to a secret that nothing can decode.
            findings.key(key.shown(), "has a ${…} that leads back to itself or cannot be decoded. Maybe write the value"
                    + " itself.");
            findings.badLeaf(key);
            return;
        }
        if (found == null) {
            return;
        }
        boolean inFile = FileConfigSource.isName(found.getConfigSourceName());
        if (!inFile) {
            findings.origin(key.shown(), origin(found));
        }
        String breach = null;
        if (found.hasProblems()) {
            breach = Words.quoted(String.valueOf(found.getRawValue()))
                    + " refers to something that is not set. Maybe set it, or"
                    + " give a default, as in ${NAME:value}.";
        } else if (!inFile || !found.getValue().equals(found.getRawValue()) || found.getRawValue().contains("${")) {
            breach = leaf.breach(key, found.getValue(), inFile ? "" : origin(found));
        }
        if (breach == null) {
            values.put(key, found.getValue());
        } else {
            findings.key(key.shown(), breach);
            findings.badLeaf(key);
        }
    }

    /** The value of the strongest source under any spelling of the key; null when none has it. */
    private @Nullable ConfigValue strongest(KeyPath key) {
        Set<String> names = new LinkedHashSet<>(List.of(key.property(), key.quoted()));
        names.addAll(spellings.getOrDefault(key, Set.of()));
        ConfigValue strongest = null;
        for (String name : names) {
            ConfigValue found = sources.getConfigValue(name);
            // At the very bottom an application holds the defaults of the mapping, of groups that nobody asked for too.
            boolean exists = (found.getValue() != null || found.hasProblems())
                    && found.getConfigSourceOrdinal() > Integer.MIN_VALUE;
            if (exists && (strongest == null || found.getConfigSourceOrdinal() > strongest.getConfigSourceOrdinal())) {
                strongest = found;
            }
        }
        return strongest;
    }

    /** The names of all properties of ours, but for environment variables: in the order of the file, then of the alphabet. */
    private Set<String> named() {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : sources.getConfigSources()) {
            if (!(source instanceof EnvConfigSource) && !FileConfigSource.isName(source.getName())) {
                source.getPropertyNames().forEach(name -> names.add(active(name)));
            }
        }
        Set<String> inOrder = new LinkedHashSet<>(ofFile);
        inOrder.addAll(names);
        inOrder.removeIf(name -> !name.startsWith(PREFIX));
        return inOrder;
    }

    /** {@code %prod.janus.x} is {@code janus.x} in that profile, and nothing in others. */
    private String active(String name) {
        int dot = name.indexOf('.');
        if (dot < 0 || name.charAt(0) != '%') {
            return name;
        }
        for (String profile : name.substring(1, dot).split(",", -1)) {
            if (sources.getProfiles().contains(profile)) {
                return name.substring(dot + 1);
            }
        }
        return "";
    }

    private void note(String name) {
        KeyPath path = KeyPath.ROOT;
        Schema at = Schema.ROOT;
        for (String segment : segments(name)) {
            String plain = Words.plain(segment);
            KeyPath next = at instanceof Schema.Named ? path.named(plain) : path.key(plain);
            String breach = at instanceof Schema.Named named ? named.nameBreach(segment) : null;
            Schema child = at.child(segment);
            if (child == null || breach != null) {
                String message = breach != null ? breach
                        : at instanceof Schema.Group group ? UnknownKey.message(next, group)
                                : "must not be there: " + path.shown() + " is a single value.";
                findings.elsewhere(next.shown(), message + " It is set as the property " + Words.plain(name) + ".");
                return;
            }
            path = next;
            if (at instanceof Schema.Named && child instanceof Schema.Group group) {
                complete(path, group);
            }
            at = child;
        }
        if (at instanceof Schema.Leaf leaf) {
            keys.putIfAbsent(path, leaf);
            if (!name.equals(path.property())) {
                spellings.computeIfAbsent(path, p -> new HashSet<>()).add(name);
            }
        } else {
            findings.elsewhere(path.shown(), "must have keys below it, and is set as the property " + Words.plain(name) + ".");
        }
    }

    /** Every key with a fixed name can be set from outside where the group it belongs to exists. */
    private void complete(KeyPath path, Schema.Group group) {
        if (completed.add(path)) {
            group.keys().forEach((name, child) -> {
                if (child instanceof Schema.Leaf leaf) {
                    keys.putIfAbsent(path.key(name), leaf);
                } else if (child instanceof Schema.Group below) {
                    complete(path.key(name), below);
                }
            });
        }
    }

    private static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        NameIterator names = new NameIterator(name);
        names.next();
        while (names.hasNext()) {
            segments.add(names.getNextSegment());
            names.next();
        }
        return segments;
    }

    private static String origin(ConfigValue found) {
        String source = String.valueOf(found.getConfigSourceName());
        if (source.startsWith(EnvConfigSource.NAME)) {
            return "the environment variable " + found.getName().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }
        return (source.startsWith("SysPropConfigSource") ? "the system property " : source + ", property ") + found.getName();
    }
}
