package io.janus.proxy.state;

import static io.janus.proxy.route.RouteDraft.route;
import static io.janus.proxy.route.RouteDraft.unnamed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.testing.BackendDraft;
import io.janus.proxy.testing.HttpDraft;
import io.janus.proxy.testing.SpecDraft;

/** What becomes of HTTP listeners in the state, and what of it lasts. */
class HttpStateTest {

    private final StateFixture state = new StateFixture();

    private static SpecDraft http(UnaryOperator<HttpDraft> web) {
        return http(app -> app, web);
    }

    private static SpecDraft http(UnaryOperator<BackendDraft> app, UnaryOperator<HttpDraft> web) {
        return SpecDraft.http(backend -> app.apply(StateFixture.endpoints(backend, 2)), web);
    }

    private HttpState web() {
        ListenerState web = Objects.requireNonNull(state.shared.current().listeners().get("web"));
        assertThat(web.sessionBackend()).isNull();
        return Objects.requireNonNull(web.http());
    }

    private RouteTotals totals(String label) {
        return web().totals().stream().filter(one -> one.label().equals(label)).findFirst().orElseThrow();
    }

    @Test
    void a_route_leads_to_its_backend() {
        state.apply(http(web -> web.route(route("v1").prefix("/v1").build())));
        RouteState v1 = web().routes().get(0);
        assertThat(v1.backend()).isSameAs(state.app());
        assertThat(Objects.requireNonNull(v1.route()).spec().name()).contains("v1");
        assertThat(v1.totals().label()).isEqualTo("v1");
    }

    @Test
    void a_route_that_denies_has_no_backend() {
        state.apply(http(web -> web.route("/internal", new Deny())));
        assertThat(web().routes().get(0).backend()).isNull();
    }

    @Test
    void what_takes_no_named_route_shares_its_numbers() {
        state.apply(http(web -> web.backend("app").route("/x", "app").route("/y", "app").route(route("z").build())));
        assertThat(web().unrouted().label()).isEqualTo("-");
        assertThat(web().routes().get(0).totals()).isSameAs(web().unrouted());
        assertThat(web().routes().get(1).totals()).isSameAs(web().unrouted());
        assertThat(Objects.requireNonNull(web().fallback()).totals()).isSameAs(web().unrouted());
        assertThat(web().totals()).extracting(RouteTotals::label).containsExactly("-", "z");
    }

    @Test
    void without_default_backend_there_is_no_fallback() {
        state.apply(http(web -> web.route(route("z").build())));
        assertThat(web().fallback()).isNull();
    }

    @Test
    void health_changes_compile_nothing() {
        state.apply(http(web -> web.backend("app").route("/x", "app")));
        HttpState before = web();
        state.health("a", Status.DOWN);
        assertThat(web()).isNotSameAs(before);
        assertThat(web().table()).isSameAs(before.table());
        assertThat(web().routes().get(0).backend()).isSameAs(state.app());
        assertThat(Objects.requireNonNull(web().fallback()).backend()).isSameAs(state.app());
        assertThat(state.app().eligibleCount()).isEqualTo(1);
    }

    @Test
    void a_reload_compiles_only_changed_routes() {
        state.apply(http(web -> web.route("/x", "app")));
        HttpState before = web();
        state.apply(http(web -> web.route("/x", "app").maxHead(9000)));
        assertThat(web().table()).isSameAs(before.table());
        assertThat(web().headLimits().maxHead()).isEqualTo(9000);
        state.apply(http(web -> web.route("/y", "app")));
        assertThat(web().table()).isNotSameAs(before.table());
    }

    @Test
    void numbers_last_as_long_as_the_name() {
        state.apply(http(web -> web.route(route("stays").prefix("/a").build()).route(route("goes").prefix("/b").build())));
        RouteTotals stays = totals("stays");
        RouteTotals goes = totals("goes");
        RouteTotals unnamed = web().unrouted();

        state.apply(http(web -> web.route(unnamed().prefix("/n").build()).route(route("stays").prefix("/other").build())));
        assertThat(totals("stays")).isSameAs(stays);
        assertThat(web().routes().get(1).totals()).isSameAs(stays);
        assertThat(web().unrouted()).isSameAs(unnamed);
        assertThat(web().totals()).containsExactly(unnamed, stays);

        state.apply(http(web -> web.route(route("goes").prefix("/b").build())));
        assertThat(totals("goes")).isNotSameAs(goes);
    }

    @Test
    void listeners_have_numbers_of_their_own() {
        state.apply(http(web -> web.route(route("same").build())).http("other", web -> web.route(route("same").build())));
        HttpState other = Objects.requireNonNull(
                Objects.requireNonNull(state.shared.current().listeners().get("other")).http());
        assertThat(other.totals()).doesNotContainAnyElementsOf(web().totals());
        assertThat(other.unrouted()).isNotSameAs(web().unrouted());
    }

    @Test
    void a_listener_may_change_what_it_speaks() {
        state.apply(http(web -> web.backend("app")));
        state.apply(SpecDraft.web(app -> StateFixture.endpoints(app, 2)));
        ListenerState tcp = Objects.requireNonNull(state.shared.current().listeners().get("web"));
        assertThat(tcp.http()).isNull();
        assertThat(tcp.sessionBackend()).isSameAs(state.app());
        state.apply(http(web -> web.backend("app")));
        assertThat(Objects.requireNonNull(web().fallback()).backend()).isSameAs(state.app());
    }

    @Test
    void limits_and_timeouts_are_the_listeners() {
        state.apply(http(web -> web.maxHead(1000).maxHeaders(10).maxRequestLine(100).maxTrailers(500)
                .headTimeout(Duration.ofSeconds(1)).idleTimeout(Duration.ofSeconds(2)).stallTimeout(Duration.ofSeconds(3))
                .tunnelTimeout(Duration.ofSeconds(4))));
        assertThat(web().headLimits()).isEqualTo(new HeadLimits(1000, 10, 100));
        assertThat(web().trailerLimits().maxHead()).isEqualTo(500);
        assertThat(web().trailerLimits().maxFields()).isEqualTo(10);
        assertThat(web().headTimeoutNanos()).isEqualTo(1_000_000_000L);
        assertThat(web().idleTimeoutNanos()).isEqualTo(2_000_000_000L);
        assertThat(web().stallTimeoutNanos()).isEqualTo(3_000_000_000L);
        assertThat(web().tunnelTimeoutNanos()).isEqualTo(4_000_000_000L);
    }

    @Test
    void a_backend_says_how_long_exchanges_may_take() {
        state.apply(http(app -> app.responseTimeout(Duration.ofSeconds(1)).stallTimeout(Duration.ofSeconds(2))
                .pool(7, Duration.ofSeconds(5), 9), web -> web.backend("app")));
        assertThat(state.app().responseTimeoutNanos()).isEqualTo(1_000_000_000L);
        assertThat(state.app().stallTimeoutNanos()).isEqualTo(2_000_000_000L);
        assertThat(state.app().requestTimeoutNanos()).isZero();
        assertThat(state.app().pooledIdleNanos()).as("the default").isEqualTo(30_000_000_000L);
        assertThat(state.app().poolMaxAgeNanos()).isEqualTo(5_000_000_000L);
        assertThat(state.app().pool().maxIdle()).isEqualTo(7);
        assertThat(state.app().retries().maxAttempts()).isEqualTo(2);
        state.apply(http(app -> app.requestTimeout(Duration.ofSeconds(3)).idleTimeout(Duration.ofSeconds(4)),
                web -> web.backend("app")));
        assertThat(state.app().requestTimeoutNanos()).isEqualTo(3_000_000_000L);
        assertThat(state.app().pooledIdleNanos()).isEqualTo(4_000_000_000L);
    }

    @Test
    void a_retry_budget_lasts_over_reloads_and_takes_new_terms() {
        state.apply(http(app -> app.retryBudget(0, 0), web -> web.backend("app")));
        RetryBudget first = state.app().totals().retryBudget(0);
        assertThat(first).isNotSameAs(state.app().totals().retryBudget(1));
        assertThat(first.withdraw(0)).isFalse();
        state.apply(http(app -> app.retryBudget(0, 1).endpoint("c", new HostPort("10.0.0.3", 80), 1),
                web -> web.backend("app")));
        assertThat(state.app().totals().retryBudget(0)).isSameAs(first);
        assertThat(first.withdraw(0)).isTrue();
    }
}
