package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping, with those that {@code <<} brings in: a key of the mapping itself wins over a merged one, an
 * earlier merged one over a later (YAML 1.1 merge key type).
 */
final class Entries {

    /** One key that can be used, with the line it is written on: for a merged key, that is where it is merged from. */
    record Entry(String name, int line, Node value) {
    }

    /** One key that cannot be used. The message reads on from the key. */
    record Refused(String name, int line, String message) {
    }

    private final Budget budget;
    private final List<Entry> usable = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    /** Mappings being merged, so that one that merges itself ends. Nearly always just the one. */
    private final Set<Node> merging = Collections.newSetFromMap(new IdentityHashMap<>(1));

    private Entries(Budget budget) {
        this.budget = budget;
    }

    static Entries of(MappingNode mapping, Budget budget) {
        Entries entries = new Entries(budget);
        entries.add(mapping, new HashSet<>(), false);
        return entries;
    }

    List<Entry> usable() {
        return usable;
    }

    List<Refused> refused() {
        return refused;
    }

    private void add(MappingNode mapping, Set<String> taken, boolean merged) {
        if (!merging.add(mapping)) {
            return;
        }
        Map<String, Integer> own = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            budget.spend();
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (!key.getTag().equals(Tag.MERGE)) {
                    scalarKey(key, tuple.getValueNode(), own, taken, merged);
                }
            } else if (!merged) {
                refused.add(new Refused("{…}", YamlTree.line(tuple.getKeyNode()), "must be a word, and it is in brackets. "
                        + "Maybe quotes are missing, or a {{ template }} was not filled in."));
            }
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getKeyNode(), tuple.getValueNode(), taken);
            }
        }
        merging.remove(mapping);
    }

    /** What is wrong inside a merged mapping is said where that mapping stands. */
    private void scalarKey(ScalarNode key, Node value, Map<String, Integer> own, Set<String> taken, boolean merged) {
        String name = key.getValue();
        int line = YamlTree.line(key);
        Integer first = own.putIfAbsent(name, line);
        if (isPlain(key) && (key.getTag().equals(Tag.BOOL) || key.getTag().equals(Tag.NULL))) {
            if (!merged) {
                refused.add(new Refused(name, line, "is not a word in YAML, but " + (key.getTag().equals(Tag.BOOL)
                        ? "means true or false"
                        : "means no value") + ". Maybe put it in quotes: " + Words.quoted(name) + "."));
            }
        } else if (first != null) {
            if (!merged) {
                refused.add(new Refused(name, line, "is there twice, first in line " + first + ". Maybe remove one of them."));
            }
        } else if (taken.add(name)) {
            usable.add(new Entry(name, line, value));
        }
    }

    private void merge(Node key, Node source, Set<String> taken) {
        if (source instanceof MappingNode mapping) {
            add(mapping, taken, true);
        } else if (source instanceof SequenceNode list && list.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            list.getValue().forEach(each -> add((MappingNode) each, taken, true));
        } else {
            refused.add(
                    new Refused("<<", YamlTree.line(key), "must be an alias (*name) of a group of keys, or a list of such."));
        }
    }

    private static boolean isPlain(ScalarNode key) {
        return key.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
