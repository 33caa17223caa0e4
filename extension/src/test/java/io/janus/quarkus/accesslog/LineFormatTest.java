package io.janus.quarkus.accesslog;

import static io.janus.quarkus.accesslog.Records.line;
import static io.janus.quarkus.accesslog.Records.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRecord.Part;
import io.vertx.core.json.JsonObject;

class LineFormatTest {

    /** Every byte there is, as one client might send it. */
    private static final String HOSTILE = everyByte();

    private static String everyByte() {
        StringBuilder all = new StringBuilder();
        for (int octet = 0; octet < 256; octet++) {
            all.append((char) octet);
        }
        return all.toString();
    }

    private static Consumer<AccessRecord> with(Part part, String text) {
        return record -> {
            record.begin("web", true, Records.PEER, Records.PEER, 0);
            part(record, part, text);
            record.end(200, "complete", 1);
        };
    }

    @Test
    void json_has_every_field_in_one_object() {
        assertThat(line("json", Records::request)).isEqualTo("{\"time\":\"2026-11-08T20:12:44.012Z\",\"listener\":\"web\","
                + "\"protocol\":\"http\",\"client\":\"203.0.113.9\",\"peer\":\"192.0.2.7:4711\",\"route\":\"orders\","
                + "\"backend\":\"app\",\"endpoint\":\"app-1\",\"attempts\":1,\"method\":\"GET\",\"path\":\"/orders?id=7\","
                + "\"version\":\"HTTP/1.1\",\"host\":\"shop.example.com\",\"status\":200,\"bytes_from_client\":150,"
                + "\"bytes_to_client\":1234,\"duration\":12.000,\"first_byte\":1.234,\"user_agent\":\"curl/8.0 (x)\","
                + "\"referer\":\"http://a/\",\"end\":\"complete\"}");
    }

    @Test
    void json_leaves_out_what_has_no_value() {
        assertThat(line("json", Records::session)).isEqualTo("{\"time\":\"2026-11-08T20:12:44.012Z\","
                + "\"listener\":\"postgres\",\"protocol\":\"tcp\",\"client\":\"192.0.2.7:4711\",\"peer\":\"192.0.2.7:4711\","
                + "\"backend\":\"db\",\"endpoint\":\"db-1\",\"attempts\":2,\"bytes_from_client\":5,\"bytes_to_client\":0,"
                + "\"duration\":3600000.000,\"end\":\"client_reset\"}");
    }

    @Test
    void combined_is_what_apache_and_nginx_write() {
        assertThat(line("combined", Records::request)).isEqualTo("203.0.113.9 - - [08/Nov/2026:20:12:44 +0000] "
                + "\"GET /orders?id=7 HTTP/1.1\" 200 1234 \"http://a/\" \"curl/8.0 (x)\"");
    }

    @Test
    void combined_has_a_hyphen_for_what_is_not_there() {
        assertThat(line("combined", record -> {
            record.begin("web", true, Records.PEER, Records.PEER, 0);
            part(record, Part.REFERER, "");
            record.end(0, "client_gone", 1);
        })).isEqualTo("192.0.2.7 - - [08/Nov/2026:20:12:44 +0000] \"-\" - 0 \"-\" \"-\"");
    }

    @Test
    void a_pattern_is_text_with_fields_and_other_braces_are_themselves() {
        assertThat(line("{client} {method} {path} {status} {duration} {} {\"x\": {end}} é", Records::request))
                .isEqualTo("203.0.113.9 GET /orders?id=7 200 12.000 {} {\"x\": complete} é");
    }

    @Test
    void every_field_can_stand_in_a_pattern() {
        for (String field : FormatText.fields()) {
            assertThat(line("{" + field + "}", Records::request)).as(field).isNotBlank().isNotEqualTo("-").doesNotContain("{");
        }
    }

    @Test
    void an_ipv6_client_has_brackets_only_where_a_port_follows() {
        Consumer<AccessRecord> session = record -> {
            record.begin("web", false, Records.address("2001:db8::7", 80), Records.address("2001:db8::9", 0), 0);
            record.end(0, "complete", 1);
        };

        assertThat(line("{peer} {client} {client_ip}", session)).isEqualTo("[2001:db8::7]:80 2001:db8::9 2001:db8::9");
    }

    @Test
    @Tag("invariant-12")
    void no_byte_of_a_client_s_leaves_a_json_string() {
        for (Part part : Part.values()) {
            for (int octet = 0; octet < 256; octet++) {
                String sent = "a" + (char) octet + "\",\"end\":\"forged";
                String text = line("json", with(part, sent.substring(0, Math.min(sent.length(), part.most()))));

                assertThat(text).as("byte %d in %s", octet, part).matches("[ -~]+");
                JsonObject json = new JsonObject(text);
                assertThat(json.getString("end")).isEqualTo("complete");
                assertThat(json.getString(part == Part.TARGET ? "path" : part.name().toLowerCase(Locale.ROOT)))
                        .isEqualTo(sent);
            }
        }
    }

    @Test
    @Tag("invariant-12")
    void no_byte_of_a_client_s_leaves_a_quoted_value_of_a_text() {
        for (Part part : Part.values()) {
            String field = part == Part.TARGET ? "path" : part.name().toLowerCase(Locale.ROOT);
            for (int from = 0; from < HOSTILE.length(); from += Part.METHOD.most()) {
                String piece = HOSTILE.substring(from, from + Part.METHOD.most());
                String text = line("\"{" + field + "}\"", with(part, piece));

                assertThat(text.substring(1, text.length() - 1)).as("%s in %s", piece, part).matches("[ -~]*")
                        .doesNotContain("\"").doesNotContainPattern("\\\\(?!x[0-9A-F]{2})");
            }
        }
    }

    @Test
    void what_is_escaped_can_be_told_byte_for_byte() {
        Consumer<AccessRecord> request = with(Part.TARGET, "/a\"b\\c\r\n\u001b\u007f\u00e9");

        assertThat(line("{path}", request)).isEqualTo("/a\\x22b\\x5Cc\\x0D\\x0A\\x1B\\x7F\\xE9");
        assertThat(line("json", request)).contains("\"path\":\"/a\\\"b\\\\c\\u000D\\u000A\\u001B\\u007F\\u00E9\"");
    }

    @Test
    void what_was_cut_ends_in_a_mark_that_no_client_can_send() {
        String much = "x".repeat(Part.USER_AGENT.most());

        assertThat(line("{user_agent}", with(Part.USER_AGENT, much + "y"))).isEqualTo(much + "…");
        assertThat(line("{user_agent}", with(Part.USER_AGENT, "\u00e2\u0080\u00a6"))).isEqualTo("\\xE2\\x80\\xA6");
    }

    @Test
    void a_name_that_was_not_made_by_the_configuration_is_escaped_too() {
        assertThat(line("{listener}", record -> record.begin("a\nb\u2026", true, Records.PEER, Records.PEER, 0)))
                .isEqualTo("a\\x0Ab?");
    }
}
