package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitConverterTest {

    @ParameterizedTest
    @CsvSource({ "500ms, PT0.5S", "30s, PT30S", "0s, PT0S", "1m30s, PT1M30S", "1h, PT1H", "1h1m1s, PT1H1M1S", "90m, PT1H30M" })
    void durations_are_written_as_in_a_configuration(String text, Duration duration) {
        assertThat(new WaitConverter().convert(text)).isEqualTo(duration);
    }
}
