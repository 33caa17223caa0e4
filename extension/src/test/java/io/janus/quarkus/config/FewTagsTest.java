package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

class FewTagsTest {

    private static final Set<Tag> FEW = Set.of(Tag.NULL, Tag.BOOL, Tag.MERGE);

    @ParameterizedTest
    @ValueSource(strings = { "", "~", "null", "Null", "NULL", "nULL", "nul", "yes", "Yes", "YES", "yEs", "no", "No", "NO",
            "true",
            "True", "TRUE", "tRUE", "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF", "y", "N", "<<", "<",
            "<<<",
            "~~", "010", "1e3", "22:22", "2026-01-01", "=", "app-1", "falsely", "/r/1" })
    void agrees_with_the_parsers_own_about_words_without_quotes(String word) {
        Tag own = new Resolver().resolve(NodeId.scalar, word, true);

        assertThat(new FewTags().resolve(NodeId.scalar, word, true)).isEqualTo(FEW.contains(own) ? own : Tag.STR);
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "yes", "<<", "" })
    void takes_what_is_in_quotes_for_a_text(String word) {
        assertThat(new FewTags().resolve(NodeId.scalar, word, false)).isEqualTo(Tag.STR);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "on" })
    void leaves_mappings_and_lists_what_they_are(String nothing) {
        assertThat(new FewTags().resolve(NodeId.mapping, nothing, true)).isEqualTo(Tag.MAP);
        assertThat(new FewTags().resolve(NodeId.sequence, nothing, true)).isEqualTo(Tag.SEQ);
    }
}
