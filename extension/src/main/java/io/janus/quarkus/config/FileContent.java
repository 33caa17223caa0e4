package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.Map;

import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The operator's file, read and walked.
 *
 * @param values the properties in it that can be used, in the order of the file
 * @param findings what is wrong with the rest
 * @param lines where its keys stand
 */
record FileContent(Map<String, String> values, Findings findings, KeyLines lines) {

    /** The content where there is no file. */
    static FileContent none() {
        KeyLines lines = new KeyLines();
        return new FileContent(Map.of(), new Findings(lines), lines);
    }

    /** Reads a file. Never fails: that it cannot be read is a finding. */
    static FileContent read(Path file) {
        FileContent none = none();
        String text = ConfigText.read(file, none.findings);
        return text == null ? none : of(text, none);
    }

    private static FileContent of(String text, FileContent none) {
        try {
            MappingNode root = YamlTree.parse(text, none.findings);
            return root == null ? none
                    : new FileContent(new FileWalk(none.findings, none.lines).walk(root), none.findings, none.lines);
        } catch (NoClassDefFoundError e) {
            none.findings.file(null, "cannot be read: this application has no YAML parser. Maybe add the extension"
                    + " io.quarkus:quarkus-config-yaml.");
            return none;
        }
    }
}
