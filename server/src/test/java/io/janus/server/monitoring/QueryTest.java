package io.janus.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a mistake in a dashboard or an alert is found. */
class QueryTest {

    private static final Exposition EXPOSED = Exposition.parse("""
            # TYPE requests counter
            requests_total{listener="web",status_class="2xx",} 7.0
            requests_total{listener="web",status_class="5xx",} 1.0
            seconds_bucket{listener="web",le="0.5",} 7.0
            seconds_bucket{listener="web",le="+Inf",} 8.0
            weight{backend="app",endpoint="app-1",} 1.0
            weight_configured{backend="app",endpoint="app-1",} 2.0
            version 3.0
            """);

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "version; instance,job",
            "up == 0 and on (job, instance) last_over_time(version[1d]); instance,job",
            "2 * weight{backend=\"app\"} - weight_configured; backend,endpoint,instance,job",
            "sum(weight) - 1; ''",
            "sum by (listener) (rate(requests_total{status_class=~\"5xx|2xx\"}[5m])) > 0.01; listener",
            "sum without (status_class) (requests_total) / sum without (status_class) (requests_total); instance,job,listener",
            "histogram_quantile(0.99, sum by (le, listener) (rate(seconds_bucket{listener=~\"$listener\"}[5m]))); listener",
            "weight / on (backend) group_left () sum by (backend) (weight); backend,endpoint,instance,job",
            "-weight unless weight_configured == 1; backend,endpoint,instance,job" })
    void it_follows_the_labels_to_the_result(String query, String labels) {
        assertThat(String.join(",", Query.check(query, EXPOSED))).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "request_total; no metric request_total",
            "rate(requests[5m]); rate is for counters",
            "rate(version[5m]); rate is for counters",
            "weight{listener=\"web\"}; [listener]",
            "requests_total{status_class=\"500\"}; no status_class of requests_total is 500",
            "requests_total{status_class=~\"4xx|5xx\"}; is 4xx",
            "requests_total{status_class!=\"nothing\"}; is nothing",
            "sum by (route) (requests_total); [route]",
            "sum without (route) (requests_total); [route]",
            "sum by (status_class) (sum by (listener) (requests_total)); [status_class]",
            "histogram_quantile(0.9, sum by (listener) (rate(seconds_bucket[5m]))); [le]",
            "weight / version; never match",
            "weight and sum by (backend) (weight); never match",
            "weight / on (zone) weight; [zone]",
            "version and on (job, backend) weight; [backend, job]",
            "rate(requests_total); where [ should be",
            "median(weight); no metric median",
            "version version; something follows the end",
            "version ~ 1; cannot be read from here" })
    void it_finds_the_mistake(String query, String mistake) {
        assertThatThrownBy(() -> Query.check(query, EXPOSED)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(mistake).hasMessageContaining(query);
    }

    @Test
    void it_tells_the_values_that_there_are() {
        assertThatThrownBy(() -> Query.check("requests_total{status_class=\"500\"}", EXPOSED))
                .hasMessageContaining("[2xx, 5xx]");
    }
}
