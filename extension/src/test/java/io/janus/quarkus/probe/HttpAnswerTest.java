package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.spec.ProbeSpec.Http;

class HttpAnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final HttpAnswer answer = new HttpAnswer(TestProbes.get("/"));

    /** What came of bytes that arrive in pieces of a size; empty when more is needed. */
    private static Optional<ProbeOutcome> inPieces(HttpAnswer answer, String text, int size) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int from = 0; from < bytes.length; from += size) {
            Optional<ProbeOutcome> outcome = answer.take(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
            if (outcome.isPresent()) {
                return outcome;
            }
        }
        return Optional.empty();
    }

    private static String failure(Http asked, String text) {
        return inPieces(new HttpAnswer(asked), text, text.length()).orElseThrow().failure().orElse("none");
    }

    private static String failure(String text) {
        return failure(TestProbes.get("/"), text);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 1000 })
    void the_outcome_is_there_with_the_last_byte_of_the_head_however_it_was_split(int size) {
        String head = OK.substring(0, OK.length() - "ok".length());

        assertThat(inPieces(answer, head.substring(0, head.length() - 1), size)).isEmpty();
        assertThat(inPieces(answer, head.substring(head.length() - 1), size)).contains(ProbeOutcome.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 5, 1000 })
    void interim_answers_of_any_kind_are_skipped(int size) {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 199 Whatever\r\n\r\n";

        assertThat(inPieces(answer, interim + OK, size)).contains(ProbeOutcome.SUCCESS);
    }

    @Test
    void interim_answers_without_end_are_a_failure() {
        assertThat(failure("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000)))
                .isEqualTo("sent 17 interim answers and no final one");
    }

    @Test
    void switching_protocols_is_an_answer_and_never_a_good_one() {
        assertThat(failure("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")).isEqualTo("answered 101, not 200-399");
    }

    @ParameterizedTest
    @CsvSource({ "200,true", "204,true", "301,true", "399,true", "400,false", "503,false", "599,false" })
    void a_status_counts_as_it_was_asked_for(int status, boolean succeeds) {
        assertThat(failure("HTTP/1.1 " + status + " Any\r\n\r\n"))
                .isEqualTo(succeeds ? "none" : "answered " + status + ", not 200-399");
    }

    @Test
    void one_status_is_asked_for_alone() {
        Http asked = new Http("/", Optional.empty(), 204, 204);

        assertThat(failure(asked, "HTTP/1.0 204\r\n\r\n")).isEqualTo("none");
        assertThat(failure(asked, OK)).isEqualTo("answered 200, not 204");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SSH-2.0-OpenSSH_9.2\\r\\n|the status line is malformed",
            "HTTP/2 200\\r\\n\\r\\n|the status line is malformed",
            "HTTP/1.1 999 Odd\\r\\n\\r\\n|the status line is malformed",
            "HTTP/1.1 200 OK\\r\\nA: b\\n\\n|an LF stands without CR",
            "HTTP/1.1 200 OK\\r\\nA : b\\r\\n\\r\\n|white space stands in a field's name or before its colon",
            "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n|"
                    + "Content-Length and Transfer-Encoding stand together" })
    void what_the_data_plane_would_not_pass_on_is_malformed(String text, String why) {
        assertThat(failure(text.replace("\\r", "\r").replace("\\n", "\n"))).isEqualTo("malformed answer: " + why);
    }

    @Test
    void a_head_without_end_is_too_large() {
        assertThat(failure("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(200) + "B: " + "c".repeat(70_000)))
                .isEqualTo("malformed answer: the head is too large");
    }

    @ParameterizedTest
    @CsvSource({ "0,none", "1,malformed answer: the head is too large" })
    void a_head_may_be_as_large_as_the_data_plane_takes_it_and_no_larger(int more, String failure) {
        String start = "HTTP/1.1 200 OK\r\nA: ";
        String end = "\r\n\r\n";
        int largest = HeadLimits.OF_ENDPOINTS.maxHead() - start.length() - end.length();

        assertThat(failure(start + "b".repeat(largest + more) + end)).isEqualTo(failure);
    }

    @Test
    void a_large_head_is_read_in_any_pieces() {
        String head = "HTTP/1.1 200 OK\r\nA: " + "b".repeat(16_000) + "\r\n\r\n";

        assertThat(inPieces(new HttpAnswer(TestProbes.get("/")), head, 1)).contains(ProbeOutcome.SUCCESS);
        assertThat(inPieces(new HttpAnswer(TestProbes.get("/")), head, 1500)).contains(ProbeOutcome.SUCCESS);
    }

    @Test
    void nothing_of_the_answer_but_its_status_gets_into_a_reason() {
        assertThat(failure("HTTP/1.1 503 \u00ff[31m forged\r\nA: b\r\n\r\n")).isEqualTo("answered 503, not 200-399");
        assertThat(failure("\u001b[2J forged\r\n")).isEqualTo("malformed answer: the status line is malformed");
    }

    @Test
    void a_connection_that_closes_before_an_answer_and_one_that_closes_within_it_differ() {
        assertThat(answer.closed().failure()).contains("closed the connection without an answer");
        answer.take("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.closed().failure()).contains("closed the connection within its answer");
    }
}
