package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    private List<Refused> refused = List.of();
    /** Where each name was first seen; those that are merged come after those of the mapping itself. */
    private final Map<String, Integer> lines = new HashMap<>();
    /** Mappings being merged, so that one that merges itself ends. Nearly always none. */
    private Set<Node> merging = Set.of();

    private Entries(Budget budget) {
        this.budget = budget;
    }

    static Entries of(MappingNode mapping, Budget budget) {
        Entries entries = new Entries(budget);
        entries.add(mapping, false);
        return entries;
    }

    List<Entry> usable() {
        return usable;
    }

    List<Refused> refused() {
        return refused;
    }

    private void add(MappingNode mapping, boolean merged) {
        boolean merges = false;
        for (NodeTuple tuple : mapping.getValue()) {
            budget.spend();
            merges |= isMerge(tuple.getKeyNode());
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (!isMerge(key)) {
                    scalarKey(key, tuple.getValueNode(), merged);
                }
            } else if (!merged) {
                refuse("{…}", YamlTree.line(tuple.getKeyNode()), "must be a word, and it is in brackets. "
                        + "Maybe quotes are missing, or a {{ template }} was not filled in.");
            }
        }
        if (merges) {
            mergeAll(mapping);
        }
    }

    private static boolean isMerge(Node key) {
        return key.getTag().equals(Tag.MERGE);
    }

    /** What is wrong inside a merged mapping is said where that mapping stands. */
    private void scalarKey(ScalarNode key, Node value, boolean merged) {
        String name = key.getValue();
        int line = YamlTree.line(key);
        Integer first = lines.putIfAbsent(name, line);
        if (isPlain(key) && (key.getTag().equals(Tag.BOOL) || key.getTag().equals(Tag.NULL))) {
            if (!merged) {
                refuse(name, line, "is not a word in YAML, but " + (key.getTag().equals(Tag.BOOL)
                        ? "means true or false"
                        : "means no value") + ". Maybe put it in quotes: " + Words.quoted(name) + ".");
            }
        } else if (first == null) {
            usable.add(new Entry(name, line, value));
        } else if (!merged) {
            refuse(name, line, "is there twice, first in line " + first + ". Maybe remove one of them.");
        }
    }

    private void mergeAll(MappingNode mapping) {
        if (merging.isEmpty()) {
            merging = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        if (!merging.add(mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple.getKeyNode())) {
                merge(tuple.getKeyNode(), tuple.getValueNode());
            }
        }
        merging.remove(mapping);
    }

    private void merge(Node key, Node source) {
        if (source instanceof MappingNode mapping) {
            add(mapping, true);
        } else if (source instanceof SequenceNode list && list.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            list.getValue().forEach(each -> add((MappingNode) each, true));
        } else {
            refuse("<<", YamlTree.line(key), "must be an alias (*name) of a group of keys, or a list of such.");
        }
    }

    private void refuse(String name, int line, String message) {
        if (refused.isEmpty()) {
            refused = new ArrayList<>();
        }
        refused.add(new Refused(name, line, message));
    }

    private static boolean isPlain(ScalarNode key) {
        return key.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
