package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.http.parse.Framing;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.stats.ErrorCode;

@Tag("invariant-12")
class OwnAnswerTest {

    private static final byte[] DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n".getBytes(ISO_8859_1);

    @Test
    void an_answer_is_a_whole_response() {
        assertThat(answer(ErrorCode.BAD_FRAMING, ConnectionField.CLOSE, false)).isEqualTo("""
                HTTP/1.1 400 Bad Request
                Content-Type: text/plain; charset=utf-8
                Content-Length: 66
                Janus-Error: bad_framing
                Connection: close
                Date: Sun, 06 Nov 1994 08:49:37 GMT

                400 Bad Request: bad_framing
                Where the request ends is ambiguous.
                """);
    }

    @ParameterizedTest
    @EnumSource
    void every_answer_has_the_length_it_says_and_names_its_error(ErrorCode code) {
        if (code.status() == 0) {
            assertThatIllegalArgumentException().isThrownBy(() -> answer(code, ConnectionField.NONE, false));
            return;
        }
        String answer = answer(code, ConnectionField.NONE, false).replace("\n", "\r\n");
        int bodyStart = answer.indexOf("\r\n\r\n") + 4;
        String body = answer.substring(bodyStart).replace("\r\n", "\n");
        ResponseHead head = new ResponseHead();
        ResponseForwarding.scan(head, answer.substring(0, bodyStart - 2).replace("\r\n", "\n"));

        assertThat(head.status()).isEqualTo(code.status());
        assertThat(head.framing(Method.GET)).isEqualTo(Framing.LENGTH);
        assertThat(head.contentLength()).isEqualTo(body.length());
        assertThat(head.keepsAlive()).isTrue();
        assertThat(answer).contains("\r\nJanus-Error: " + code.label() + "\r\n");
        assertThat(body).matches(code.status() + " [A-Z][A-Za-z ]+: " + code.label() + "\n[A-Z][^\n]+\\.\n");
    }

    @Test
    void an_answer_to_head_has_the_same_head_and_no_body() {
        String whole = answer(ErrorCode.NO_ROUTE, ConnectionField.NONE, false);

        assertThat(answer(ErrorCode.NO_ROUTE, ConnectionField.NONE, true)).endsWith("\n\n")
                .isEqualTo(whole.substring(0, whole.indexOf("\n\n") + 2)).contains("Content-Length: ");
    }

    @Test
    void an_answer_says_what_becomes_of_the_connection() {
        assertThat(answer(ErrorCode.DENIED, ConnectionField.NONE, false)).doesNotContain("Connection:");
        assertThat(answer(ErrorCode.DENIED, ConnectionField.KEEP_ALIVE, false)).contains("\nConnection: keep-alive\n");
    }

    @Test
    void a_method_that_is_not_allowed_is_told_which_are() {
        assertThat(answer(ErrorCode.METHOD_NOT_ALLOWED, ConnectionField.CLOSE, false))
                .contains("\nAllow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE\n");
        assertThat(answer(ErrorCode.DENIED, ConnectionField.CLOSE, false)).doesNotContain("Allow:");
    }

    @ParameterizedTest
    @CsvSource({ "301, Moved Permanently", "302, Found", "303, See Other", "307, Temporary Redirect",
            "308, Permanent Redirect" })
    void a_redirect_has_a_location_and_no_body(int status, String reason) {
        Bytes out = new Bytes(8);

        OwnAnswer.writeRedirect(status, new Bytes(8).add("https://example.com/a?b"), ConnectionField.NONE, DATE, out);

        assertThat(out.toString().replace("\r\n", "\n")).isEqualTo("HTTP/1.1 " + status + " " + reason + """

                Location: https://example.com/a?b
                Content-Length: 0
                Date: Sun, 06 Nov 1994 08:49:37 GMT

                """);
    }

    @Test
    void no_other_status_redirects() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> OwnAnswer.writeRedirect(304, new Bytes(8), ConnectionField.NONE, DATE, new Bytes(8)));
    }

    private static String answer(ErrorCode code, ConnectionField connection, boolean forHead) {
        Bytes out = new Bytes(8);
        OwnAnswer.write(code, connection, forHead, DATE, out);
        return out.toString().replace("\r\n", "\n");
    }
}
