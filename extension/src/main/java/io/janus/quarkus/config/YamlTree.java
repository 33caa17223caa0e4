package io.janus.quarkus.config;

import java.io.IOException;
import java.io.StringReader;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

import io.janus.quarkus.threads.ControlThread;

/** Parses YAML into nodes, which know their lines; nothing is constructed from them. */
final class YamlTree {

    /** Our own files nest 8 deep; far beyond, it is an attack on the stack. */
    static final int MOST_NESTING = 50;

    /** How many mappings may be shared through {@code *name}: one for every backend of a large file. */
    static final int MOST_ALIASES = 1000;

    private YamlTree() {
    }

    /** The mapping the file consists of; null when it is none, and then the findings say why. */
    static @Nullable MappingNode parse(String text, Findings findings) {
        try {
            LoaderOptions limits = limits();
            return mapping(new Composer(new ParserImpl(new StreamReader(new Slices(text)), limits), new FewTags(), limits),
                    findings);
        } catch (MarkedYAMLException e) {
            YamlSyntax.report(e, text, findings);
        } catch (ReaderException e) {
            // Where that is, it says within a thousand characters only.
            long line = 1
                    + text.substring(0, Math.max(0, text.indexOf(e.getCodePoint()))).chars().filter(c -> c == '\n').count();
            findings.file((int) line, "has the character " + Words.quoted(Character.toString(e.getCodePoint()))
                    + ", which YAML does not allow. Maybe it is not a text file.");
        } catch (YAMLException e) {
            findings.file(null, YamlSyntax.limit(e));
        }
        return null;
    }

    private static @Nullable MappingNode mapping(Composer documents, Findings findings) {
        Node root = documents.checkNode() ? documents.getNode() : null;
        if (root == null || root.getTag().equals(Tag.NULL)) {
            findings.file(null, "is empty. Maybe begin it with janus: and, indented below it, listeners: and backends:.");
            return null;
        }
        if (documents.checkNode()) {
            Node second = documents.getNode();
            findings.file(line(second),
                    "begins a second YAML document, and there must be one. Maybe remove the line with ---.");
            return null;
        }
        if (root.getNodeId() != NodeId.mapping) {
            findings.file(line(root),
                    "must be keys with values. Maybe begin it with janus: and, indented below it, listeners: and "
                            + "backends:.");
            return null;
        }
        return (MappingNode) root;
    }

    /** The parser asks for a thousand characters at a time, and may rest before each. */
    private static final class Slices extends StringReader {

        Slices(String text) {
            super(text);
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            ControlThread.giveWay();
            return super.read(into, from, length);
        }
    }

    /** From 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(MOST_NESTING);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setCodePointLimit(ConfigText.MOST_BYTES);
        return limits;
    }
}
