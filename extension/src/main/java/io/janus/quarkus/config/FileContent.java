package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The operator's file, read and walked.
 *
 * @param text all of it; null where there is no file, or it could not be read
 * @param values the properties in it that can be used, in the order of the file
 * @param keys the keys of ours among them
 * @param findings what is wrong with the rest
 * @param lines where its keys stand
 */
record FileContent(@Nullable String text, Map<String, String> values, List<KeyPath> keys, Findings findings,
        KeyLines lines) {

    /** The content where there is no file. */
    static FileContent none() {
        KeyLines lines = new KeyLines();
        return new FileContent(null, Map.of(), List.of(), new Findings(lines), lines);
    }

    /** Reads a file. Never fails: that it cannot be read is a finding. */
    static FileContent read(Path file) {
        FileContent none = none();
        String text = ConfigText.read(file, none.findings);
        return text == null ? none : of(text, none);
    }

    /** Walks a text that takes the place of a file. Never fails either. */
    static FileContent of(String text) {
        FileContent none = none();
        if (text.length() > ConfigText.MOST_BYTES) {
            none.findings.file(null, ConfigText.TOO_LARGE);
            return none;
        }
        return of(ConfigText.withoutMark(text), none);
    }

    /** What in it is not ours, such as {@code quarkus.http.port}. */
    Map<String, String> others() {
        return values.entrySet().stream().filter(entry -> !entry.getKey().startsWith("janus."))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static FileContent of(String text, FileContent none) {
        try {
            MappingNode root = YamlTree.parse(text, none.findings);
            FileWalk walk = new FileWalk(none.findings, none.lines);
            if (root != null) {
                walk.walk(root);
            }
            return new FileContent(text, walk.values(), walk.keys(), none.findings, none.lines);
        } catch (NoClassDefFoundError e) {
            none.findings.file(null, "cannot be read: this application has no YAML parser. Maybe add the extension"
                    + " io.quarkus:quarkus-config-yaml.");
            return none;
        }
    }
}
