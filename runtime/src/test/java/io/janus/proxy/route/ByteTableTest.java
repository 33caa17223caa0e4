package io.janus.proxy.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ByteTableTest {

    private static final List<byte[]> KEYS = IntStream.range(0, 10_000)
            .mapToObj(i -> ("/tenants/" + i + "/orders").getBytes(ISO_8859_1)).toList();

    private static int find(ByteTable table, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
        return table.find(ByteTable.hash(table.seed(), text.getBytes(ISO_8859_1), 0, text.length()), bytes, 1,
                bytes.length - 1);
    }

    private static ByteTable table(List<byte[]> keys) {
        return ByteTable.of(keys, (seed, key) -> ByteTable.hash(seed, key, 0, key.length));
    }

    @Test
    void every_key_is_found() {
        ByteTable table = table(KEYS);
        assertThat(IntStream.range(0, KEYS.size())).allMatch(i -> find(table, new String(KEYS.get(i), ISO_8859_1)) == i);
    }

    @Test
    void what_is_no_key_is_not_found() {
        ByteTable table = table(KEYS);
        assertThat(IntStream.range(10_000, 20_000)).allMatch(i -> find(table, "/tenants/" + i + "/orders") == ByteTable.NONE);
        assertThat(find(table, "/tenants/1/order")).isEqualTo(ByteTable.NONE);
        assertThat(find(table, "")).isEqualTo(ByteTable.NONE);
    }

    @Test
    void an_empty_table_finds_nothing() {
        assertThat(find(table(List.of()), "a")).isEqualTo(ByteTable.NONE);
    }

    @Test
    void capitals_are_found_only_when_case_does_not_matter() {
        ByteTable table = ByteTable.of(List.of("www.example.com".getBytes(ISO_8859_1)),
                (seed, key) -> ByteTable.hashLower(seed, key, 0, key.length));
        byte[] host = "WWW.Example.com".getBytes(ISO_8859_1);
        assertThat(table.findLower(host, 0, host.length)).isZero();
        assertThat(find(table, "WWW.Example.com")).isEqualTo(ByteTable.NONE);
    }

    @Test
    void a_look_up_takes_few_probes_whatever_is_looked_for() {
        assertThat(table(KEYS).probes()).isLessThanOrEqualTo(16);
    }
}
