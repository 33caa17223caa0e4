package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({ "0,0", "0.04,<0.1", "0.4,0.4", "9.94,9.9", "9.95,10", "1234,1234", "9999.4,9999", "9999.5,10.0k",
            "12345,12.3k",
            "999499,999k", "999500,1.0M", "1e9,1.0G" })
    void rates(double value, String text) {
        assertThat(Quantity.rate(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({ "0,0.0ms", "0.42,0.4ms", "12.3,12ms", "999.4,999ms", "999.5,1.0s", "60000,60s" })
    void latencies(double value, String text) {
        assertThat(Quantity.millis(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({ "0,0%", "33.333,33.3%", "100,100%", "99.96,100%" })
    void shares(double value, String text) {
        assertThat(Quantity.percent(value)).isEqualTo(text);
    }

    @Test
    void none_is_wider_than_its_column() {
        for (double value = 1e-6; value < 1e15; value *= 1.07) {
            for (DoubleFunction<String> quantity : java.util.List.<DoubleFunction<String>> of(Quantity::rate, Quantity::count,
                    Quantity::bytes)) {
                assertThat(quantity.apply(value)).as("%s", value).hasSizeLessThanOrEqualTo(6);
            }
            assertThat(Quantity.millis(Math.min(value, 1e8))).hasSizeLessThanOrEqualTo(8);
        }
    }
}
