package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.http.parse.Verdict;

class ForwardingTest {

    @ParameterizedTest
    @EnumSource
    void each_request_goes_on_whole_and_edited(RequestForwarding.Edits edits) {
        RequestForwarding benchmark = new RequestForwarding();
        benchmark.edits = edits;
        benchmark.scanHeads();
        Set<String> heads = new HashSet<>();

        for (int i = 0; i < benchmark.requests(); i++) {
            String head = benchmark.forward().toString();
            byte[] bytes = Heads.scannable(head);
            assertThat(new RequestHead().scan(bytes, 0, Heads.end(bytes), Heads.LIMITS)).isEqualTo(Verdict.COMPLETE);
            assertEdited(head, edits);
            heads.add(head);
        }
        assertThat(heads).hasSize(benchmark.requests());
    }

    private static void assertEdited(String head, RequestForwarding.Edits edits) {
        assertThat(head).contains("\r\nX-Forwarded-For: ", "\r\nX-Forwarded-Host: ").doesNotContain("Connection", "X-Hop");
        switch (edits) {
            case NONE, HOP_BY_HOP -> assertThat(head).contains("\r\nX-Forwarded-For: 10.", "\r\nX-Request-Id: ");
            case TRUSTED_PEER -> assertThat(head).containsPattern("\r\nX-Forwarded-For: 10\\.[0-9.]+, 127\\.0\\.0\\.1\r\n")
                    .contains("\r\nX-Forwarded-Proto: https\r\n");
            case ROUTE -> assertThat(head).startsWith("GET /v2/").contains("\r\naccept: */*\r\n", "\r\nx-tenant: example\r\n")
                    .doesNotContain("\r\nX-Request-Id: ", "\r\nAccept: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_response_goes_on_whole_and_edited(ResponseForwarding.Edits edits) {
        ResponseForwarding benchmark = new ResponseForwarding();
        benchmark.edits = edits;
        benchmark.scanHeads();
        Set<String> heads = new HashSet<>();

        for (int i = 0; i < benchmark.responses(); i++) {
            String head = benchmark.forward().toString();
            byte[] bytes = Heads.scannable(head);
            assertThat(new ResponseHead().scan(bytes, 0, Heads.end(bytes), Heads.LIMITS)).isEqualTo(Verdict.COMPLETE);
            assertEdited(head, edits);
            heads.add(head);
        }
        assertThat(heads).hasSize(benchmark.responses());
    }

    private static void assertEdited(String head, ResponseForwarding.Edits edits) {
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\nETag: ").doesNotContain("Connection", "Keep-Alive");
        switch (edits) {
            case NONE, HOP_BY_HOP -> assertThat(head).contains("\r\nServer: nginx/").hasSizeGreaterThan(200);
            case ROUTE -> assertThat(head)
                    .contains("\r\ncache-control: no-store\r\n", "\r\nstrict-transport-security: max-age=31536000\r\n")
                    .doesNotContain("\r\nServer: ");
        }
    }
}
