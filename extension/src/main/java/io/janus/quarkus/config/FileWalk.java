package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import io.janus.quarkus.threads.ControlThread;

/**
 * Walks the nodes of the operator's file along the schema: notes the line of every key, refuses what does not belong, and keeps
 * every value that is good as the text that was written. Used once.
 */
final class FileWalk {

    private static final String JANUS = "janus";

    private final Findings findings;
    private final KeyLines lines;
    private final Budget budget = new Budget();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<KeyPath> keys = new ArrayList<>();
    /** How many keys on the way to the current one have a wrong name. */
    private int misnamed;

    FileWalk(Findings findings, KeyLines lines) {
        this.findings = findings;
        this.lines = lines;
    }

    /** What {@link #values()} and {@link #keys()} have is then to be had. */
    void walk(MappingNode root) {
        try {
            Entries top = Entries.of(root, budget);
            top.refused().forEach(key -> findings.outside(key.line(), Words.quoted(key.name()) + " " + key.message()));
            top.usable().forEach(this::topLevel);
        } catch (Budget.Spent e) {
            findings.file(null, "has more than " + Budget.MOST_KEYS + " keys, with those that aliases (*name) repeat.");
        }
    }

    /** The properties that can be used; those of other top-level keys than {@code janus} among them. */
    Map<String, String> values() {
        return values;
    }

    /** The keys that have one, but for those others. In the order of the file, as all of this. */
    List<KeyPath> keys() {
        return keys;
    }

    private void topLevel(Entries.Entry entry) {
        String name = entry.name();
        if (name.equals(JANUS)) {
            lines.put(KeyPath.ROOT, entry.line());
            visit(Schema.ROOT, KeyPath.ROOT, entry.value());
        } else if (Schema.ROOT.keys().containsKey(name)) {
            findings.at(name, entry.line(), "must stand below janus:. Maybe write janus: above it, and indent it.");
        } else if (Nearest.to(name, List.of(JANUS)) != null) {
            findings.file(entry.line(), Words.quoted(name) + " is not a key that Janus knows. Maybe write janus.");
        } else if (name.startsWith("%")) {
            findings.outside(entry.line(), Words.quoted(name) + " is a profile, and this file must have none. Maybe put it into"
                    + " application.properties.");
        } else if (name.indexOf('.') >= 0) {
            int dot = name.indexOf('.');
            findings.outside(entry.line(), Words.quoted(name) + " must be written as nested keys. Maybe write "
                    + Words.plain(name.substring(0, dot)) + ": and, indented below it, " + Words.plain(name.substring(dot + 1))
                    + ":.");
        } else {
            new OtherKeys(values, budget, findings).add(name, entry.value());
        }
    }

    private void visit(Schema schema, KeyPath path, Node node) {
        ControlThread.giveWay();
        if (schema instanceof Schema.Leaf leaf) {
            leaf(leaf, path, node);
        } else if (schema instanceof Schema.Listed listed) {
            list(listed, path, node);
        } else if (node instanceof MappingNode mapping) {
            mapping(schema, path, mapping);
        } else {
            complain(path, wrongShape(schema, node));
        }
    }

    private void list(Schema.Listed listed, KeyPath path, Node node) {
        if (!(node instanceof SequenceNode list)) {
            complain(path, noList(listed, node));
            return;
        }
        for (int i = 0; i < list.getValue().size(); i++) {
            budget.spend();
            Node item = list.getValue().get(i);
            KeyPath key = path.item(i);
            lines.put(key, YamlTree.line(item));
            int valuesBefore = values.size();
            visit(listed.item(), key, item);
            if (misnamed == 0 && values.size() == valuesBefore) {
                // The place is taken, so that the items behind it keep theirs.
                findings.badLeaf(key);
            }
        }
        if (misnamed == 0 && list.getValue().isEmpty()) {
            // Nothing is something else than nothing said: it takes the place of the default.
            put(path, "");
        }
    }

    private static String noList(Schema.Listed listed, Node node) {
        if (isNull(node)) {
            return "has nothing below it. Maybe write a list, or remove it.";
        }
        if (listed.item() instanceof Schema.Group group) {
            return (node instanceof ScalarNode ? Words.quoted(text(node)) + " is a value" : "has keys below it")
                    + " and must be a list. Maybe begin each item with a dash, and give it "
                    + Words.keys(group.keys().keySet()) + ".";
        }
        return node instanceof ScalarNode
                ? Words.quoted(text(node)) + " is a single value and must be a list. Maybe write ["
                        + Words.plain(text(node)) + "]."
                : "has keys below it and must be a list. Maybe write [a, b].";
    }

    private static String wrongShape(Schema schema, Node node) {
        if (isNull(node)) {
            return "has nothing below it. Maybe indent what belongs to it, or remove it.";
        }
        boolean list = node instanceof SequenceNode;
        String found = list ? "is a list" : Words.quoted(text(node)) + " is a value";
        return schema instanceof Schema.Group group
                ? found + " and must have " + Words.keys(group.keys().keySet()) + " below it."
                : found + " and must have names below it. Maybe write a name and a colon "
                        + (list ? "in place of each dash." : "in the next line, indented.");
    }

    private void mapping(Schema schema, KeyPath path, MappingNode mapping) {
        Entries entries = Entries.of(mapping, budget);
        for (Entries.Refused key : entries.refused()) {
            findings.at(path.key(Words.plain(key.name())).shown(), key.line(), key.message());
        }
        int valuesBefore = values.size();
        for (Entries.Entry entry : entries.usable()) {
            String name = Words.plain(entry.name());
            KeyPath key = schema instanceof Schema.Named ? path.named(name) : path.key(name);
            lines.put(key, entry.line());
            String breach = schema instanceof Schema.Named named ? named.rule().breach(entry.name()) : null;
            Schema child = schema.child(entry.name());
            if (breach != null) {
                findings.at(key.shown(), entry.line(), breach);
                visitMisnamed(child, key, entry.value());
            } else if (child == null) {
                unknown(key, entry, (Schema.Group) schema, path);
            } else {
                visit(child, key, entry.value());
            }
        }
        if (values.size() == valuesBefore && schema instanceof Schema.Group group && group.presenceMatters()
                && !findings.mayExist(path.shown())) {
            complain(path, "is empty. The keys here are " + Words.list(group.keys().keySet()) + ".");
        }
    }

    private void unknown(KeyPath key, Entries.Entry entry, Schema.Group here, KeyPath path) {
        findings.at(key.shown(), entry.line(), UnknownKey.message(key, here));
        String meant = UnknownKey.meant(key, here);
        if (meant != null) {
            findings.doubt(path.key(meant).shown());
            visitMisnamed(here.keys().get(meant), key, entry.value());
        }
    }

    /** What stands below a key of a wrong name cannot be used, but its errors are worth telling. */
    private void visitMisnamed(@Nullable Schema schema, KeyPath key, Node node) {
        if (schema != null) {
            misnamed++;
            visit(schema, key, node);
            misnamed--;
        }
    }

    private void leaf(Schema.Leaf leaf, KeyPath path, Node node) {
        String breach;
        if (isNull(node)) {
            breach = "has no value. Maybe write one, or remove the key.";
        } else if (node instanceof ScalarNode) {
            // A value with an expression is checked when it has been expanded.
            breach = text(node).contains("${") ? (path.name().equals("to") ? RedirectTarget.slip(text(node)) : null)
                    : leaf.breach(text(node), "");
        } else {
            boolean braces = node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW;
            breach = (node instanceof SequenceNode ? "is a list" : "has keys below it") + " and must be a single value."
                    + (braces ? " Maybe quotes are missing, or a {{ template }} was not filled in." : "");
        }
        if (breach != null) {
            complain(path, breach);
        }
        if (misnamed == 0 && breach == null) {
            put(path, text(node));
        } else if (misnamed == 0) {
            findings.badLeaf(path);
        }
    }

    private void put(KeyPath path, String text) {
        values.put(path.property(), text);
        keys.add(path);
    }

    private void complain(KeyPath path, String message) {
        findings.at(path.shown(), lines.ofLast(path),
                path.segments().isEmpty() ? Words.quoted(JANUS) + " " + message : message);
    }

    /**
     * What was written, whatever YAML takes it for: {@code 010}, {@code 1e3}, {@code no} and {@code 22:22} stay as they are.
     */
    static String text(Node node) {
        return ((ScalarNode) node).getValue();
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)
                && scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }
}
