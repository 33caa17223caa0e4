package io.janus.quarkus.config;

import java.util.Set;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a word without quotes is in YAML 1.1, as far as Janus wants to know: no value, a truth value, a merge key, or a text.
 * Whether a text is a number or a date is for the schema to say; to find out for every word took a quarter of the parser's time
 * and memory.
 */
final class FewTags extends Resolver {

    /** YAML 1.1, "Null language-independent type". */
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

    /** YAML 1.1, "Boolean language-independent type", without the single letters, which hardly any parser takes for one. */
    private static final Set<String> BOOL = Set.of("yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE", "false",
            "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF");

    private static final int LONGEST = 5;

    @Override
    protected void addImplicitResolvers() {
        // None: see resolve.
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        if (kind != NodeId.scalar || !implicit || value.length() > LONGEST) {
            return super.resolve(kind, value, implicit);
        }
        if (value.equals("<<")) {
            return Tag.MERGE;
        }
        return NULL.contains(value) ? Tag.NULL : BOOL.contains(value) ? Tag.BOOL : Tag.STR;
    }
}
