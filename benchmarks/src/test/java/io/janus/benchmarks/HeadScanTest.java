package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.janus.proxy.http.parse.Framing;
import io.janus.proxy.http.parse.Method;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.ResponseHead;

class HeadScanTest {

    private static final Map<HeadSize, Integer> REQUEST_FIELDS = Map.of(HeadSize.SHORT, 1, HeadSize.USUAL, 6, HeadSize.LARGE,
            40);
    private static final Map<HeadSize, Integer> RESPONSE_FIELDS = Map.of(HeadSize.SHORT, 2, HeadSize.USUAL, 7, HeadSize.LARGE,
            40);
    private static final Map<HeadSize, Integer> LEAST_BYTES = Map.of(HeadSize.SHORT, 30, HeadSize.USUAL, 200, HeadSize.LARGE,
            3500);
    private static final Map<HeadSize, Integer> MOST_BYTES = Map.of(HeadSize.SHORT, 120, HeadSize.USUAL, 400, HeadSize.LARGE,
            4500);

    @ParameterizedTest
    @EnumSource
    void each_request_is_scanned_to_its_last_byte(HeadSize size) {
        RequestHeadScan benchmark = new RequestHeadScan();
        benchmark.size = size;
        benchmark.writeHeads();

        for (byte[] bytes : benchmark.heads()) {
            RequestHead head = benchmark.scan();
            assertThat(head.end()).isEqualTo(Heads.end(bytes)).isBetween(LEAST_BYTES.get(size), MOST_BYTES.get(size));
            assertThat(head.method()).isEqualTo(Method.GET);
            assertThat(head.hostStart()).isPositive();
            assertThat(head.fields().count()).isEqualTo(REQUEST_FIELDS.get(size));
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_response_is_scanned_to_its_last_byte(HeadSize size) {
        ResponseHeadScan benchmark = new ResponseHeadScan();
        benchmark.size = size;
        benchmark.writeHeads();

        for (byte[] bytes : benchmark.heads()) {
            ResponseHead head = benchmark.scan();
            assertThat(head.end()).isEqualTo(Heads.end(bytes)).isBetween(LEAST_BYTES.get(size), MOST_BYTES.get(size));
            assertThat(head.status()).isEqualTo(size == HeadSize.SHORT ? 304 : 200);
            assertThat(head.framing(Method.GET)).isEqualTo(size == HeadSize.SHORT ? Framing.NONE : Framing.LENGTH);
            assertThat(head.fields().count()).isEqualTo(RESPONSE_FIELDS.get(size));
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_head_comes_twice(HeadSize size) {
        assertThat(Arrays.stream(Heads.requests(size)).map(Arrays::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(Arrays.stream(Heads.responses(size)).map(Arrays::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }
}
