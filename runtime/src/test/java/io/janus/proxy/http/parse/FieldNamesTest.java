package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNamesTest {

    @ParameterizedTest
    @EnumSource(value = FieldName.class, mode = EnumSource.Mode.EXCLUDE, names = { "OTHER", "X_FORWARDED_OTHER" })
    void a_name_is_known_whatever_the_case_of_its_letters(FieldName name) {
        String lower = name.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(of(lower)).isEqualTo(name);
        assertThat(of(lower.toUpperCase(Locale.ROOT))).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-", "x-forwarded-port", "X_Forwarded_For", "x-forwarded_for", "x_forwarded-host",
            "X_FORWARDED_PROTO", "x_forwarded_anything", "X_Real_IP", "x-real_ip", "x_real-ip", "X-Forwarded-Prefix" })
    void every_other_spelling_of_what_only_a_proxy_may_say_is_known_too(String name) {
        assertThat(of(name)).isEqualTo(FieldName.X_FORWARDED_OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "ho", "hosts", "h0st", "dat3", "content_length", "content-lengtH2", "transfer_encoding",
            "transfer-encodinG1", "x-forwarded", "x_forwarded", "xx-forwarded-for", "x-real-ips", "x-request-id", "forwarde_",
            "proxy_connection", "keep_alive", "connectioN1", "x", "expecT1", "upgradE1", "tf", "vib", "y-forwarded-for" })
    void a_name_that_only_looks_alike_is_another(String name) {
        assertThat(of(name)).isEqualTo(FieldName.OTHER);
    }

    @ParameterizedTest
    @CsvSource({ "Connection, true", "Keep-Alive, true", "Proxy-Connection, true", "TE, true", "Upgrade, true", "Host, false",
            "Content-Length, false", "Transfer-Encoding, false", "Trailer, false", "Via, false", "Date, false", "A, false" })
    void some_fields_are_for_the_next_hop_only(String name, boolean isHopByHop) {
        assertThat(FieldNames.isHopByHop(of(name))).isEqualTo(isHopByHop);
    }

    private static FieldName of(String name) {
        Text text = Text.of(name);
        return FieldNames.of(text.bytes, Text.FROM, text.to);
    }
}
