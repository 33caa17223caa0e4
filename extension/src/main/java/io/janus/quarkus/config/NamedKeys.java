package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.threads.ControlThread;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;

/**
 * The keys that may have a value in some source, found by the names of the properties there are.
 *
 * <p>
 * Environment variables give values to the keys of listeners, backends, endpoints and routes that another source names, and
 * never make new ones: {@code JANUS_PORT} and the like are set by container platforms, and {@code APP_1} may be {@code app-1}
 * or {@code app.1}.
 */
final class NamedKeys {

    private static final String PREFIX = "janus.";

    /** No list is longer, for there are not so many keys in a file; a larger index is a slip. */
    private static final int INDEX_DIGITS = 6;

    private final SmallRyeConfig sources;
    private final Findings findings;
    private final Map<KeyPath, Schema.Leaf> leaves = new LinkedHashMap<>();
    private final Map<KeyPath, Texts> lists = new LinkedHashMap<>();
    /** Spellings in use beside the usual one, such as {@code janus.listeners."web".bind}. */
    private final Map<KeyPath, Set<String>> spellings = new HashMap<>();
    /** Which items each list has. */
    private final Map<KeyPath, BitSet> indexes = new LinkedHashMap<>();
    private final Set<KeyPath> completed = new HashSet<>();
    private final EnvironmentNames environment;
    /** What other sources name, but for environment variables. */
    private final Set<String> elsewhere;
    /** Where the key before stands: the next is often below the same group. */
    private Place last = Place.ROOT;

    /** A place and the way up from it. */
    private record Place(@Nullable Place above, KeyPath path, Schema schema) {

        static final Place ROOT = new Place(null, KeyPath.ROOT, Schema.ROOT);
    }

    /**
     * A list of single values.
     *
     * @param item what each must be
     * @param indexed the items that are named one by one, in the order they were found
     */
    record Texts(Schema.Leaf item, List<KeyPath> indexed) {
    }

    /**
     * @param sources all of them
     * @param ofFile the keys in the operator's file
     */
    NamedKeys(SmallRyeConfig sources, List<KeyPath> ofFile, Findings findings) {
        this.sources = sources;
        this.findings = findings;
        this.environment = new EnvironmentNames(sources);
        complete(KeyPath.ROOT, Schema.ROOT);
        ofFile.forEach(this::noteOfFile);
        this.elsewhere = namedElsewhere();
        elsewhere.forEach(this::note);
        indexes.forEach(this::refuseGap);
    }

    /** Single values, items of lists among them. */
    Map<KeyPath, Schema.Leaf> leaves() {
        return leaves;
    }

    /** Lists of single values, which may also be written as one text with commas. */
    Map<KeyPath, Texts> lists() {
        return lists;
    }

    /** The properties that give a key its value. */
    Set<String> properties(KeyPath key) {
        Set<String> spelled = spellings.getOrDefault(key, Set.of());
        boolean quoted = !environment.isEmpty() && environment.has(key.quoted());
        if (spelled.isEmpty() && !quoted) {
            return Set.of(key.property());
        }
        Set<String> names = new LinkedHashSet<>();
        names.add(key.property());
        if (quoted) {
            names.add(key.quoted());
        }
        names.addAll(spelled);
        return names;
    }

    /**
     * Whether no source but the operator's file names a key, under any spelling. No, where environment variables are about
     * Janus at all: those of a profile, and the many spellings of one, are for SmallRye Config to know.
     */
    boolean isOfFileAlone(KeyPath key) {
        return !environment.mentionJanus() && !elsewhere.contains(key.property()) && !spellings.containsKey(key);
    }

    /**
     * The names of all properties of ours, but for environment variables and the operator's file, in the order of the alphabet.
     */
    private Set<String> namedElsewhere() {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : sources.getConfigSources()) {
            if (!KnownEnvironment.isEnvironment(source) && !FileConfigSource.isName(source.getName())) {
                source.getPropertyNames().forEach(name -> {
                    ControlThread.giveWay();
                    names.add(active(name));
                });
            }
        }
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    /** The walk through the file has found that it belongs where it stands. */
    private void noteOfFile(KeyPath path) {
        ControlThread.giveWay();
        Place end = place(path);
        if (end.schema instanceof Schema.Leaf leaf) {
            leaves.putIfAbsent(path, leaf);
        } else if (end.schema instanceof Schema.Listed listed && listed.item() instanceof Schema.Leaf leaf) {
            texts(path, leaf);
        }
        last = end;
    }

    private Place place(KeyPath path) {
        for (Place known = last; known != null; known = known.above) {
            if (known.path == path) {
                return known;
            }
        }
        KeyPath group = path.above();
        if (group == null) {
            return Place.ROOT;
        }
        Place above = place(group);
        return above.schema instanceof Schema.Listed listed ? item(above, path, listed)
                : child(above, path, Objects.requireNonNull(above.schema.child(path.name())));
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
        Place at = Place.ROOT;
        for (String segment : segments(name)) {
            at = step(name, at, segment);
            if (at == null) {
                return;
            }
        }
        end(name, at.path, at.schema);
    }

    /** What a segment of a property's name leads to; null when it leads nowhere, which is then told. */
    private @Nullable Place step(String name, Place from, String segment) {
        Schema at = from.schema;
        String base = at.unindexed(segment);
        String plain = Words.plain(base);
        KeyPath next = at instanceof Schema.Named ? from.path.named(plain) : from.path.key(plain);
        String breach = at instanceof Schema.Named named ? named.rule().breach(base) : null;
        Schema child = at.child(base);
        if (child == null || breach != null) {
            refuse(name, next, breach != null ? breach : notThere(at, from.path, next));
            return null;
        }
        if (base.length() < segment.length()) {
            Integer index = index(segment.substring(base.length() + 1, segment.length() - 1));
            if (index == null) {
                refuse(name, next, "is a list, whose items are counted from 0.");
                return null;
            }
            return item(new Place(from, next, child), next.item(index), (Schema.Listed) child);
        }
        return child(from, next, child);
    }

    private Place child(Place from, KeyPath path, Schema child) {
        if (from.schema instanceof Schema.Named && child instanceof Schema.Group group) {
            complete(path, group);
        }
        return new Place(from, path, child);
    }

    private Place item(Place list, KeyPath path, Schema.Listed listed) {
        if (listed.item() instanceof Schema.Leaf leaf && !leaves.containsKey(path)) {
            texts(list.path, leaf).indexed.add(path);
        }
        indexes.computeIfAbsent(list.path, l -> new BitSet()).set(path.index());
        completeItem(path, listed.item());
        return new Place(list, path, listed.item());
    }

    private void end(String name, KeyPath path, Schema at) {
        if (at instanceof Schema.Leaf leaf) {
            leaves.putIfAbsent(path, leaf);
        } else if (at instanceof Schema.Listed listed && listed.item() instanceof Schema.Leaf leaf) {
            texts(path, leaf);
        } else if (!(at instanceof Schema.Listed) || !isEmpty(name)) {
            refuse(name, path,
                    at instanceof Schema.Listed ? "must be a list. Maybe write " + path.name() + "[0] for its first item."
                            : "must have keys below it, and is set as the property " + Words.plain(name) + ".");
            return;
        }
        if (!name.equals(path.property())) {
            spellings.computeIfAbsent(path, p -> new HashSet<>()).add(name);
        }
    }

    private static String notThere(Schema at, KeyPath path, KeyPath next) {
        if (at instanceof Schema.Group group) {
            String base = next.name().replaceFirst("\\[.*", "");
            return group.keys().containsKey(base) ? "must not be a list. Maybe write " + base + "."
                    : UnknownKey.message(next, group);
        }
        return at instanceof Schema.Listed
                ? "must not be there: " + path.shown() + " is a list. Maybe write " + path.name() + "[0] for its first item."
                : "must not be there: " + path.shown() + " is a single value.";
    }

    private void refuse(String name, KeyPath path, String message) {
        String source = " It is set as the property " + Words.plain(name) + ".";
        findings.elsewhere(path.shown(), message.contains("is set as the property") ? message : message + source);
    }

    /** An empty list of groups is a property without text. */
    private boolean isEmpty(String name) {
        String text = sources.getConfigValue(name).getValue();
        return text == null || text.isEmpty();
    }

    private Texts texts(KeyPath list, Schema.Leaf item) {
        return lists.computeIfAbsent(list, l -> new Texts(item, new ArrayList<>()));
    }

    /** Every key with a fixed name can be set from outside where the group it belongs to exists. */
    private void complete(KeyPath path, Schema.Group group) {
        if (completed.add(path)) {
            group.keys().forEach((name, child) -> {
                if (child instanceof Schema.Leaf leaf) {
                    leaves.putIfAbsent(path.key(name), leaf);
                } else if (child instanceof Schema.Group below) {
                    complete(path.key(name), below);
                } else if (child instanceof Schema.Listed listed && listed.item() instanceof Schema.Leaf leaf) {
                    texts(path.key(name), leaf);
                }
            });
        }
    }

    /** There may be 10,000 of them with a dozen keys each: their keys are looked for only where a variable names one. */
    private void completeItem(KeyPath path, Schema item) {
        if (!environment.isEmpty() && item instanceof Schema.Group group && !completed.contains(path)
                && (environment.hasBelow(path.property()) || environment.hasBelow(path.quoted()))) {
            complete(path, group);
        }
    }

    /** An item of the file that cannot be used is there all the same. */
    private void refuseGap(KeyPath list, BitSet items) {
        int gap = items.nextClearBit(0);
        while (gap < items.length() && findings.badLeaves().contains(list.item(gap))) {
            gap = items.nextClearBit(gap + 1);
        }
        if (gap < items.length()) {
            findings.elsewhere(list.shown(), "has an item [" + (items.length() - 1) + "] and no item [" + gap
                    + "]. Maybe count its items from [0] on, without a gap.");
        }
    }

    private static @Nullable Integer index(String digits) {
        boolean number = !digits.isEmpty() && digits.length() <= INDEX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.valueOf(digits) : null;
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
}
