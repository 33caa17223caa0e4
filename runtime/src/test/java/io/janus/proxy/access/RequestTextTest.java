package io.janus.proxy.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.janus.proxy.access.AccessRecord.Part;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.testing.AccessNote;

class RequestTextTest {

    private static final HeadLimits LIMITS = new HeadLimits(16 * 1024, 100, 8 * 1024);

    private final AccessRecord record = new AccessRecord();

    RequestTextTest() {
        InetSocketAddress peer = new InetSocketAddress(0);
        record.begin("web", true, peer, peer, 0);
    }

    private static byte[] withRoom(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + RequestHead.SENTINEL);
    }

    private AccessNote of(String text) {
        RequestHead head = new RequestHead();
        byte[] bytes = withRoom(text);
        assertThat(head.scan(bytes, 0, text.length(), LIMITS)).isEqualTo(Verdict.COMPLETE);
        RequestText.copy(bytes, head, record);
        return AccessNote.of(record);
    }

    private AccessNote ofRefused(String text) {
        RequestText.copyRefused(withRoom(text), record);
        return AccessNote.of(record);
    }

    @Test
    void the_parts_of_a_head_are_copied_as_they_are() {
        AccessNote note = of("PURGE /a%20b?c=\"d\" HTTP/1.0\r\nHost: a:80\r\nuser-AGENT: x\\y\r\nReferer: \u00e9\r\n\r\n");

        assertThat(note.method()).isEqualTo("PURGE");
        assertThat(note.target()).isEqualTo("/a%20b?c=\"d\"");
        assertThat(note.version()).isEqualTo("HTTP/1.0");
        assertThat(note.host()).isEqualTo("a:80");
        assertThat(note.userAgent()).isEqualTo("x\\y");
        assertThat(note.referer()).isEqualTo("\u00e9");
    }

    @Test
    void what_is_not_sent_is_not_there() {
        AccessNote note = of("GET / HTTP/1.0\r\n\r\n");

        assertThat(note.host()).isNull();
        assertThat(note.userAgent()).isNull();
        assertThat(note.referer()).isNull();
    }

    @Test
    void a_field_that_is_there_twice_is_copied_once() {
        assertThat(of("GET / HTTP/1.0\r\nUser-Agent: first\r\nUser-Agent: second\r\n\r\n").userAgent()).isEqualTo("first");
    }

    @Test
    void an_empty_field_is_there() {
        assertThat(of("GET / HTTP/1.0\r\nReferer:\r\n\r\n").referer()).isEmpty();
    }

    @Test
    void every_part_is_cut_at_its_bound() {
        String much = "x".repeat(2000);
        AccessNote note = of("A".repeat(60) + " /" + much + " HTTP/1.1\r\nHost: " + "h".repeat(300) + "\r\nUser-Agent: " + much
                + "\r\nReferer: " + much + "\r\n\r\n");

        assertThat(note.method()).isEqualTo("A".repeat(Part.METHOD.most()) + "…");
        assertThat(note.target()).isEqualTo("/" + "x".repeat(Part.TARGET.most() - 1) + "…");
        assertThat(note.host()).isEqualTo("h".repeat(Part.HOST.most()) + "…");
        assertThat(note.userAgent()).isEqualTo("x".repeat(Part.USER_AGENT.most()) + "…");
        assertThat(note.referer()).isEqualTo("x".repeat(Part.REFERER.most()) + "…");
    }

    @Test
    void a_part_as_long_as_its_bound_is_not_marked_as_cut() {
        String target = "/" + "x".repeat(Part.TARGET.most() - 1);

        assertThat(of("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").target()).isEqualTo(target);
    }

    @Test
    void a_record_that_is_used_again_has_nothing_of_before() {
        of("GET /before HTTP/1.1\r\nHost: before\r\nUser-Agent: before\r\nReferer: before\r\n\r\n");
        record.attempt("a");
        record.leadsTo("r", "b");
        InetSocketAddress peer = new InetSocketAddress(1);
        record.begin("postgres", false, peer, peer, 1);

        assertThat(AccessNote.of(record)).isEqualTo(new AccessNote("postgres", false, peer, peer, null, null, null, 0, null,
                null, null, null, null, null, 0, 0, 0, -1, 0, ""));
    }

    @Test
    void the_first_two_words_of_a_refused_head_are_copied_whatever_they_are() {
        AccessNote note = ofRefused("\r\n\r\nG\u0001T /\u00ff\"\u0007 HTTP/9\r\nX");

        assertThat(note.method()).isEqualTo("G\u0001T");
        assertThat(note.target()).isEqualTo("/\u00ff\"\u0007");
        assertThat(note.version()).isNull();
    }

    @Test
    void of_a_refused_head_without_two_words_nothing_is_copied() {
        for (String text : new String[] { "", "GET", "GET ", "GET  /", " GET /", "\u0016\u0003\u0001\u0002", "GET\r\n/ x" }) {
            assertThat(ofRefused(text).method()).as("method of %s", text).isNull();
            assertThat(ofRefused(text).target()).as("target of %s", text).isNull();
        }
    }
}
