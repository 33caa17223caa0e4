package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkReadingTest {

    @ParameterizedTest
    @EnumSource
    void each_body_is_followed_to_its_last_byte_of_data(ChunkReading.Body body) {
        ChunkReading benchmark = benchmark(body);

        for (long data : benchmark.dataOfEach()) {
            assertThat(benchmark.follow()).isEqualTo(data).isPositive();
        }
    }

    @Test
    void trailers_are_read() {
        ChunkReading benchmark = benchmark(ChunkReading.Body.TRAILERS);

        benchmark.follow();

        assertThat(benchmark.trailers().fields().count()).isEqualTo(2);
    }

    private static ChunkReading benchmark(ChunkReading.Body body) {
        ChunkReading benchmark = new ChunkReading();
        benchmark.body = body;
        benchmark.writeBodies();
        return benchmark;
    }
}
