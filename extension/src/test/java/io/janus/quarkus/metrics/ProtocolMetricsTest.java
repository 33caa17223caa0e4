package io.janus.quarkus.metrics;

import static io.janus.quarkus.testing.TestHttp.http;
import static io.janus.quarkus.testing.TestHttp.listener;
import static io.janus.quarkus.testing.TestHttp.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.TcpSpec;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendTotals;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.StatusClass;
import io.janus.quarkus.testing.TestSpec;
import io.prometheus.client.Collector.MetricFamilySamples;

/**
 * What is told of each protocol: listener {@code web} speaks HTTP, with a route {@code v1} and an unnamed one, and leads to
 * {@code app}; listener {@code postgres} speaks TCP and leads to {@code db}. The numbers are the test's own.
 */
class ProtocolMetricsTest {

    /** Nothing runs on it but its tick, so the test may count in its place. */
    private static final int LOOP = 0;

    private final Proxy proxy = Proxy.start(new ProxyOptions(1, Map.of("any", context -> snapshot -> request -> 0)));

    @BeforeEach
    void listen() throws SpecRefusedException {
        BackendSpec app = TestSpec.app(new HostPort("127.0.0.1", 1)).build().backends().values().iterator().next();
        BackendSpec db = new BackendSpec("db", app.balancer(), app.endpoints(), app.probe(), app.timeouts(), app.retries(),
                app.pool(), app.ejection(), app.panic(), app.slowStart(), app.onDown(), app.drainTimeout(),
                app.resolveInterval());
        ListenerSpec web = listener("web", http(Optional.of("app"), route("v1", "/v1", new Forward("app", Optional.empty())),
                route("", "/secret", new Deny())));
        ListenerSpec postgres = new ListenerSpec("postgres", new InetSocketAddress("127.0.0.1", 0), 100, new TcpSpec("db"));
        proxy.apply(new ProxySpec(Map.of("web", web, "postgres", postgres), Map.of("app", app, "db", db)),
                AddressBook.literals());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private Collection<Listener> listeners() {
        return proxy.listeners().all();
    }

    private ProxyState state() {
        return proxy.state().current();
    }

    private Listener named(String name) {
        return listeners().stream().filter(listener -> listener.name().equals(name)).findFirst().orElseThrow();
    }

    private RouteTotals totals(String label) {
        HttpState http = Objects.requireNonNull(Objects.requireNonNull(state().listeners().get("web")).http());
        return http.totals().stream().filter(totals -> totals.label().equals(label)).findFirst().orElseThrow();
    }

    /** Each sample as {@code name{value,value} number}, for the labels have their order. */
    private static List<String> samples(List<MetricFamilySamples> families) {
        List<String> lines = new ArrayList<>();
        families.forEach(family -> family.samples.forEach(
                sample -> lines.add(sample.name + "{" + String.join(",", sample.labelValues) + "} " + (long) sample.value)));
        return lines;
    }

    @Test
    void requests_are_told_by_route_and_class_of_status() {
        totals("v1").requests().add(LOOP, StatusClass.SUCCESS, 5);
        totals("v1").requests().add(LOOP, StatusClass.SERVER_ERROR, 2);

        assertThat(samples(new RequestMetrics(listeners()).families())).contains("janus_requests_total{web,v1,2xx} 5",
                "janus_requests_total{web,v1,5xx} 2", "janus_requests_total{web,v1,none} 0");
    }

    @Test
    void what_takes_no_named_route_shares_one_label() {
        totals("-").requests().add(LOOP, StatusClass.CLIENT_ERROR, 3);

        assertThat(samples(new RequestMetrics(listeners()).families()))
                .containsOnlyOnce("janus_requests_total{web,-,4xx} 3")
                .filteredOn(sample -> sample.startsWith("janus_requests_total")).doesNotHaveDuplicates().hasSize(2 * 6);
    }

    @Test
    void requests_have_a_duration_and_sessions_another() {
        named("web").requestDuration().record(LOOP, TimeUnit.MILLISECONDS.toNanos(40));
        named("postgres").sessionDuration().record(LOOP, TimeUnit.SECONDS.toNanos(40));

        assertThat(samples(new RequestMetrics(listeners()).families())).contains(
                "janus_request_duration_seconds_bucket{web,0.025} 0", "janus_request_duration_seconds_bucket{web,0.05} 1",
                "janus_request_duration_seconds_count{web} 1");
        assertThat(samples(new SessionMetrics(listeners()).families())).contains(
                "janus_session_duration_seconds_bucket{postgres,60} 1", "janus_session_duration_seconds_sum{postgres} 40");
    }

    @Test
    void a_listener_has_the_series_of_its_protocol_only() {
        assertThat(samples(new RequestMetrics(listeners()).families())).isNotEmpty()
                .noneMatch(sample -> sample.contains("{postgres"));
        assertThat(samples(new SessionMetrics(listeners()).families())).isNotEmpty()
                .noneMatch(sample -> sample.contains("{web"));
    }

    @Test
    void a_tcp_listener_has_no_series_for_the_errors_of_requests() {
        named("web").errors().add(LOOP, ErrorCode.BAD_FRAMING, 7);
        named("postgres").errors().add(LOOP, ErrorCode.CONNECT_FAILURE, 4);

        assertThat(samples(new ListenerMetrics(listeners()).families()))
                .contains("janus_errors_total{web,bad_framing} 7", "janus_errors_total{web,connect_failure} 0",
                        "janus_errors_total{postgres,connect_failure} 4", "janus_errors_total{postgres,no_memory} 0")
                .noneMatch(sample -> sample.contains("{postgres,bad_") || sample.contains("policy_failure"));
    }

    @Test
    void retries_and_connections_are_told_by_their_reasons() {
        BackendTotals totals = Objects.requireNonNull(state().backends().get("app")).totals();
        totals.counts().add(LOOP, Count.RETRY_CONNECT_FAILURE, 1);
        totals.counts().add(LOOP, Count.RETRY_RESET, 2);
        totals.counts().add(LOOP, Count.RETRY_TIMEOUT, 3);
        totals.counts().add(LOOP, Count.RETRY_STATUS, 4);
        totals.counts().add(LOOP, Count.RETRY_BUDGET_SPENT, 5);
        totals.counts().add(LOOP, Count.CONNECTION_OPENED, 6);
        totals.counts().add(LOOP, Count.CONNECTION_REUSED, 7);
        totals.responseLatency().record(LOOP, TimeUnit.MILLISECONDS.toNanos(2));

        assertThat(samples(new ExchangeMetrics(state()).families())).contains(
                "janus_retries_total{app,connect_failure} 1", "janus_retries_total{app,reset} 2",
                "janus_retries_total{app,timeout} 3", "janus_retries_total{app,status} 4",
                "janus_retry_budget_spent_total{app} 5", "janus_endpoint_connections_total{app,opened} 6",
                "janus_endpoint_connections_total{app,reused} 7", "janus_response_duration_seconds_bucket{app,0.0025} 1");
    }

    @Test
    void a_backend_that_no_http_listener_leads_to_has_no_exchanges() {
        assertThat(samples(new ExchangeMetrics(state()).families())).isNotEmpty()
                .noneMatch(sample -> sample.contains("{db"));
    }
}
