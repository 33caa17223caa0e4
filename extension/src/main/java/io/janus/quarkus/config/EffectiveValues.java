package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.threads.ControlThread;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;

/** The value of every key after all sources were laid over each other, checked by the rule of its type. */
final class EffectiveValues {

    private final SmallRyeConfig sources;
    /** Those that may go before the operator's file, but for environment variables. */
    private final List<ConfigSource> stronger = new ArrayList<>();
    private final Map<String, String> file;
    private final NamedKeys keys;
    private final Findings findings;
    private final ValueTree values = new ValueTree();

    /**
     * @param sources all of them
     * @param file the operator's file, whose values were checked already
     */
    EffectiveValues(SmallRyeConfig sources, FileContent file) {
        this.sources = sources;
        this.file = file.values();
        this.findings = file.findings();
        this.keys = new NamedKeys(sources, file.keys(), findings);
        for (ConfigSource source : sources.getConfigSources()) {
            if (source.getOrdinal() >= FileConfigSource.ORDINAL && !KnownEnvironment.isEnvironment(source)
                    && !FileConfigSource.isName(source.getName())) {
                stronger.add(source);
            }
        }
    }

    /** All good values; a listener, backend, endpoint or route whose values are all bad is there without them. */
    ValueTree read() {
        keys.lists().forEach(this::readTexts);
        keys.leaves().forEach(this::readLeaf);
        findings.badLeaves().forEach(values::touch);
        return values;
    }

    /** A list that is one text with commas, where that is stronger than its single items. */
    private void readTexts(KeyPath key, NamedKeys.Texts texts) {
        ConfigValue whole = found(key);
        if (whole == null || texts.indexed().stream().anyMatch(item -> isAsStrong(item, whole))) {
            return;
        }
        texts.indexed().forEach(keys.leaves()::remove);
        values.touch(key);
        String origin = noteOrigin(key, whole);
        if (whole.hasProblems()) {
            refuse(key, unset(whole));
            return;
        }
        int index = 0;
        for (String text : StringUtil.split(whole.getValue())) {
            KeyPath item = key.item(index++);
            noteOrigin(item, whole);
            put(item, text, texts.item().breach(text, origin));
        }
    }

    private boolean isAsStrong(KeyPath item, ConfigValue whole) {
        ConfigValue found = found(item);
        return found != null && found.getConfigSourceOrdinal() >= whole.getConfigSourceOrdinal();
    }

    private void readLeaf(KeyPath key, Schema.Leaf leaf) {
        ControlThread.giveWay();
        String ofFile = ofFileAlone(key);
        if (ofFile != null) {
            values.put(key, ofFile);
            return;
        }
        ConfigValue found = found(key);
        if (found == null) {
            return;
        }
        String origin = noteOrigin(key, found);
        String breach = null;
        if (found.hasProblems()) {
            breach = unset(found);
        } else if (!isOfFile(found) || !found.getValue().equals(found.getRawValue()) || found.getRawValue().contains("${")) {
            breach = leaf.breach(found.getValue(), origin);
        }
        put(key, found.getValue(), breach);
    }

    /**
     * The value that the file has, where that is surely the one in effect; else null. Nearly all values are found like this,
     * which spares a large file most of the way through all sources and their expressions.
     */
    private @Nullable String ofFileAlone(KeyPath key) {
        String property = key.property();
        String text = file.get(property);
        if (text == null || text.indexOf('$') >= 0 || !keys.isOfFileAlone(key)) {
            return null;
        }
        // They may have names that they do not list.
        return stronger.stream().anyMatch(source -> mayHave(source, property)) ? null : text;
    }

    /** One that cannot be asked may: that it fails is told where all sources are asked. */
    private static boolean mayHave(ConfigSource source, String property) {
        try {
            return source.getValue(property) != null;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void put(KeyPath key, String text, @Nullable String breach) {
        if (breach == null) {
            values.put(key, text);
        } else {
            refuse(key, breach);
        }
    }

    private void refuse(KeyPath key, String breach) {
        findings.key(key.shown(), breach);
        findings.badLeaf(key);
    }

    private static String unset(ConfigValue found) {
        return Words.quoted(String.valueOf(found.getRawValue()))
                + " refers to something that is not set. Maybe set it, or give a default, as in ${NAME:value}.";
    }

    /** The value of the strongest source under any spelling of the key; null when none has it, or a broken one. */
    private @Nullable ConfigValue found(KeyPath key) {
        try {
            return strongest(key);
        } catch (RuntimeException e) {
            // An expression that refers to itself, a secret that nothing can decode, or a source that is not to be reached.
            refuse(key, "cannot be read: a ${…} in it leads back to itself or cannot be decoded, or a source of values fails."
                    + " Maybe write the value itself.");
            return null;
        }
    }

    private @Nullable ConfigValue strongest(KeyPath key) {
        ConfigValue strongest = null;
        for (String name : keys.properties(key)) {
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

    private static boolean isOfFile(ConfigValue found) {
        return FileConfigSource.isName(found.getConfigSourceName());
    }

    /** Where a value comes from, if that is not the file. */
    private String noteOrigin(KeyPath key, ConfigValue found) {
        if (isOfFile(found)) {
            return "";
        }
        String origin = origin(found);
        findings.origin(key.shown(), origin);
        return origin;
    }

    private static String origin(ConfigValue found) {
        String source = String.valueOf(found.getConfigSourceName());
        if (source.startsWith(EnvConfigSource.NAME)) {
            return "the environment variable " + found.getName().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }
        return (source.startsWith("SysPropConfigSource") ? "the system property " : source + ", property ") + found.getName();
    }
}
