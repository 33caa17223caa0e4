package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

import io.janus.server.monitoring.Alerts;
import io.janus.server.monitoring.Asked;
import io.janus.server.monitoring.Dashboard;
import io.janus.server.monitoring.Exposition;

/** The dashboard and the alerts of the manual, against what a Janus that runs says at {@code /q/metrics}. */
@DisabledIfSystemProperty(named = "native.image.path", matches = ".+", disabledReason = "a native executable tells less of its memory")
class MonitoringIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** There are no numbers of garbage collection until there was one, and with this it comes while Janus starts. */
    private static final List<String> SMALL_HEAP = List.of("-Xmn4m");

    @Test
    void dashboard_and_alerts_ask_for_nothing_that_does_not_exist() throws Exception {
        List<Asked> asked = new ArrayList<>(Dashboard.read().asked());
        asked.addAll(Alerts.read().asked());
        assertThat(asked).extracting(Asked::where).contains("alert JanusErrorRatio", "panel Loop lag", "panel Configurations",
                "variable backend");

        // The demo has listeners and backends of both kinds, and with them every metric.
        try (JanusProcess demo = JanusProcess.start(SMALL_HEAP, "demo")) {
            URI metrics = URI.create(demo.awaitLine("(http://\\S+/q/metrics)").group(1));
            String text = await().atMost(SOON).until(() -> scrape(metrics),
                    found -> found.contains("jvm_gc_pause_seconds_sum"));
            Exposition exposed = Exposition.parse(text);

            assertThat(asked).allSatisfy(question -> assertThatCode(() -> question.check(exposed)).as(question.where())
                    .doesNotThrowAnyException());
        }
    }

    private static String scrape(URI metrics) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics).header("Accept", "text/plain").build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
