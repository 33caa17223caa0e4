package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Top-level keys that are not ours, such as {@code quarkus}: they become properties as in an {@code application.yaml}, and
 * nobody here judges them.
 */
final class OtherKeys {

    /** An alias may contain itself; no property nests deeper. */
    private static final int DEEPEST = YamlTree.MOST_NESTING;

    private final Map<String, String> values;
    private final Budget budget;
    private final Findings findings;

    OtherKeys(Map<String, String> values, Budget budget, Findings findings) {
        this.values = values;
        this.budget = budget;
        this.findings = findings;
    }

    void add(String name, Node node) {
        add(KeyPath.quotedIfNeeded(name), node, 0);
    }

    private void add(String property, Node node, int depth) {
        budget.spend();
        if (depth > DEEPEST) {
            findings.outside(YamlTree.line(node), "contains itself through an alias. Maybe write it out.");
        } else if (node instanceof MappingNode mapping) {
            Entries entries = Entries.of(mapping, budget);
            entries.refused().forEach(key -> findings.outside(key.line(), Words.quoted(property + "." + key.name()) + " "
                    + key.message()));
            entries.usable()
                    .forEach(entry -> add(property + "." + KeyPath.quotedIfNeeded(entry.name()), entry.value(), depth + 1));
        } else if (node instanceof SequenceNode list) {
            list(property, list.getValue(), depth);
        } else if (!FileWalk.isNull(node)) {
            values.put(property, FileWalk.text(node));
        }
    }

    /** Lists are read in two ways: by index, and, where they hold plain values only, as one text with commas. */
    private void list(String property, List<Node> elements, int depth) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Node element = elements.get(i);
            add(property + "[" + i + "]", element, depth + 1);
            if (element instanceof ScalarNode && !FileWalk.isNull(element)) {
                texts.add(FileWalk.text(element).replace("\\", "\\\\").replace(",", "\\,"));
            }
        }
        if (texts.size() == elements.size()) {
            values.put(property, String.join(",", texts));
        }
    }
}
