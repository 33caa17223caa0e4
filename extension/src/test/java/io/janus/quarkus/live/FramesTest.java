package io.janus.quarkus.live;

import static io.janus.quarkus.testing.TestHttp.http;
import static io.janus.quarkus.testing.TestHttp.listener;
import static io.janus.quarkus.testing.TestHttp.route;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.balancer.Outcome;
import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.TcpSpec;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.state.WeightOverride;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.StatusClass;
import io.janus.quarkus.testing.TestSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Frames of a real data plane whose numbers are the test's own. Listener {@code web} speaks HTTP, {@code pg} TCP. */
class FramesTest {

    /** Nothing runs on it but its tick, so the test may count in its place. */
    private static final int LOOP = 0;

    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    private final Proxy proxy = Proxy.start(new ProxyOptions(1, Map.of("any", context -> snapshot -> request -> 0)));
    private long nowNanos;
    private Object standing = "fine";
    private int changes;
    private final Frames frames = new Frames(proxy, () -> standing, () -> changes++, () -> 17, () -> nowNanos,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        proxy.close();
    }

    private void apply(int endpoints, RouteSpec... routes) throws SpecRefusedException {
        BackendSpec app = TestSpec.app(IntStream.rangeClosed(1, endpoints).mapToObj(port -> new HostPort("127.0.0.1", port))
                .toArray(HostPort[]::new)).build().backends().values().iterator().next();
        proxy.apply(new ProxySpec(Map.of("web", listener("web", http(Optional.of("app"), routes)), "pg",
                new ListenerSpec("pg", new InetSocketAddress("127.0.0.1", 0), 100, new TcpSpec("app"))), Map.of("app", app)),
                AddressBook.literals());
    }

    private static RouteSpec[] v1() {
        return new RouteSpec[] { route("v1", "/v1", new Forward("app", Optional.empty())) };
    }

    private JsonObject frameAfter(Duration time) {
        nowNanos += time.toNanos();
        return new JsonObject(new String(frames.next().json(), StandardCharsets.UTF_8));
    }

    private JsonObject nextSecond() {
        return frameAfter(Duration.ofSeconds(1));
    }

    private BackendState app() {
        return requireNonNull(proxy.state().current().backends().get("app"));
    }

    private ProxyEndpoint endpoint(String id) {
        return app().members().stream().filter(member -> member.id().equals(id)).findFirst().orElseThrow();
    }

    private Listener named(String name) {
        return proxy.listeners().all().stream().filter(listener -> listener.name().equals(name)).findFirst().orElseThrow();
    }

    private RouteTotals routed(String label) {
        return requireNonNull(requireNonNull(named("web").state()).http()).totals().stream()
                .filter(totals -> totals.label().equals(label)).findFirst().orElseThrow();
    }

    private static JsonObject of(JsonObject frame, String kind, int index) {
        return frame.getJsonArray(kind).getJsonObject(index);
    }

    @Test
    void a_frame_says_when_it_is_and_what_it_is_of() throws SpecRefusedException {
        apply(2, v1());
        frames.begin();

        JsonObject frame = nextSecond();

        assertThat(frame.getString("at")).isEqualTo("2026-11-28T20:00:00Z");
        assertThat(frame.getInteger("lastEvent")).isEqualTo(17);
        assertThat(frame.getInteger("configVersion")).isEqualTo(1);
        assertThat(frame.getInteger("openConnections")).isZero();
        assertThat(frame.containsKey("loopLagP99Millis")).isTrue();
    }

    @Test
    void listeners_and_routes_have_the_rates_of_the_time_since_the_frame_before() throws SpecRefusedException {
        apply(2, v1());
        routed("v1").requests().add(LOOP, StatusClass.SUCCESS, 1_000_000);
        frames.begin();
        routed("v1").requests().add(LOOP, StatusClass.SUCCESS, 80);
        routed("v1").requests().add(LOOP, StatusClass.SERVER_ERROR, 10);
        routed("-").requests().add(LOOP, StatusClass.CLIENT_ERROR, 6);
        named("web").traffic().add(LOOP, Traffic.BYTES_TO_CLIENTS, 5000);
        named("web").requestDuration().record(LOOP, TimeUnit.MILLISECONDS.toNanos(40));

        JsonObject frame = frameAfter(Duration.ofSeconds(2));

        JsonObject web = of(frame, "listeners", 1);
        assertThat(web.getString("name")).isEqualTo("web");
        assertThat(web.getDouble("requestsPerSecond")).isEqualTo(48);
        assertThat(web.getDouble("errorsPerSecond")).isEqualTo(5);
        assertThat(web.getDouble("clientErrorsPerSecond")).isEqualTo(3);
        assertThat(web.getDouble("bytesOutPerSecond")).isEqualTo(2500);
        assertThat(web.getDouble("p99Millis")).isBetween(40.0, 42.5);
        assertThat(frame.getJsonArray("routes").encode()).isEqualTo("["
                + "{\"listener\":\"web\",\"route\":\"-\",\"requestsPerSecond\":3,\"errorsPerSecond\":0},"
                + "{\"listener\":\"web\",\"route\":\"v1\",\"requestsPerSecond\":45,\"errorsPerSecond\":5}]");
        assertThat(of(nextSecond(), "listeners", 1).getDouble("requestsPerSecond")).isZero();
    }

    @Test
    void a_listener_of_sessions_has_no_requests() throws SpecRefusedException {
        apply(2);
        frames.begin();
        named("pg").traffic().add(LOOP, Traffic.CONNECTIONS, 3);
        named("pg").errors().add(LOOP, ErrorCode.CONNECT_FAILURE, 2);
        named("pg").errors().add(LOOP, ErrorCode.POLICY_FAILURE, 7);

        JsonObject pg = of(nextSecond(), "listeners", 0);

        assertThat(pg.getString("name")).isEqualTo("pg");
        assertThat(pg.fieldNames()).doesNotContain("requestsPerSecond", "clientErrorsPerSecond");
        assertThat(pg.getDouble("connectionsPerSecond")).isEqualTo(3);
        assertThat(pg.getDouble("errorsPerSecond")).isEqualTo(2);
        assertThat(pg.getValue("p99Millis")).isNull();
    }

    @Test
    void endpoints_are_short_and_add_up_to_their_backend() throws SpecRefusedException {
        apply(2);
        frames.begin();
        endpoint("app-1").attempts().add(LOOP, Outcome.SUCCESS, 7);
        endpoint("app-1").attempts().add(LOOP, Outcome.TIMEOUT, 1);
        endpoint("app-2").attempts().add(LOOP, Outcome.CANCELLED, 4);
        endpoint("app-2").attemptBegan();
        app().totals().counts().add(LOOP, Count.RETRY_RESET, 3);
        app().totals().responseLatency().record(LOOP, TimeUnit.MILLISECONDS.toNanos(2));

        JsonObject app = of(nextSecond(), "backends", 0);

        assertThat(app.getJsonArray("endpoints").encode()).isEqualTo("[[\"app-1\",\"up\",1,0,8,1],[\"app-2\",\"up\",1,1,4,0]]");
        assertThat(app.getDouble("attemptsPerSecond")).isEqualTo(12);
        assertThat(app.getDouble("failuresPerSecond")).isEqualTo(1);
        assertThat(app.getDouble("retriesPerSecond")).isEqualTo(3);
        assertThat(app.getDouble("p50Millis")).isBetween(2.0, 2.125);
    }

    @Test
    void where_nothing_is_answered_the_time_to_connect_is_told() throws SpecRefusedException {
        apply(1);
        frames.begin();
        app().connectLatency().record(LOOP, TimeUnit.MILLISECONDS.toNanos(3));

        assertThat(of(nextSecond(), "backends", 0).getDouble("p50Millis")).isBetween(3.0, 3.2);
    }

    @Test
    void an_endpoint_that_goes_and_comes_back_has_no_rate_of_what_it_did_meanwhile() throws SpecRefusedException {
        apply(2);
        ProxyEndpoint leaving = endpoint("app-2");
        leaving.attemptBegan();
        frames.begin();
        apply(1);
        leaving.attempts().add(LOOP, Outcome.SUCCESS, 1_000_000);
        assertThat(of(nextSecond(), "backends", 0).getJsonArray("endpoints")).hasSize(1);
        apply(2);
        assertThat(endpoint("app-2")).as("it still had something in flight").isSameAs(leaving);

        JsonObject app = of(nextSecond(), "backends", 0);

        assertThat(app.getJsonArray("endpoints").getJsonArray(1).getDouble(4)).isZero();
        assertThat(app.getDouble("attemptsPerSecond")).isZero();
        leaving.attempts().add(LOOP, Outcome.SUCCESS, 5);
        assertThat(of(nextSecond(), "backends", 0).getDouble("attemptsPerSecond")).isEqualTo(5);
    }

    @Test
    void a_listener_and_a_route_that_come_have_no_rate_at_first() throws SpecRefusedException {
        apply(1);
        frames.begin();
        apply(1, v1());
        routed("v1").requests().add(LOOP, StatusClass.SUCCESS, 1_000_000);

        JsonObject frame = nextSecond();

        assertThat(of(frame, "routes", 1).getDouble("requestsPerSecond")).isZero();
        assertThat(of(frame, "listeners", 1).getDouble("requestsPerSecond")).isZero();
    }

    @Test
    void a_reload_while_a_frame_is_made_does_not_tear_it() throws SpecRefusedException {
        apply(1, v1());
        RouteTotals before = routed("v1");
        View view = View.of(proxy);
        apply(1);

        Totals totals = Totals.of(view, 0);
        JsonObject frame = new JsonObject(
                new String(FrameJson.write(view, new Rates(totals, totals), NOW, 1, 1), StandardCharsets.UTF_8));

        assertThat(totals.of(before)).isNotNull();
        assertThat(frame.getJsonArray("routes")).hasSize(2);
    }

    @Test
    void after_the_end_nothing_of_before_is_kept() throws SpecRefusedException {
        apply(1, v1());
        frames.begin();
        frames.end();
        routed("v1").requests().add(LOOP, StatusClass.SUCCESS, 5);

        assertThat(of(nextSecond(), "listeners", 1).getDouble("requestsPerSecond")).isZero();
    }

    @Test
    void the_revision_changes_with_what_is_no_number() throws SpecRefusedException {
        apply(2);
        frames.begin();
        long first = nextSecond().getLong("revision");
        endpoint("app-1").attempts().add(LOOP, Outcome.SUCCESS, 5);
        endpoint("app-1").attemptBegan();
        assertThat(nextSecond().getLong("revision")).isEqualTo(first);
        assertThat(changes).isEqualTo(1);

        proxy.writer().override("app", "app-1", before -> new WeightOverride(true, before.weight(), "ops", NOW));
        proxy.writer().publishChanges();
        JsonObject drained = nextSecond();
        assertThat(drained.getLong("revision")).isEqualTo(first + 1);
        assertThat(of(drained, "backends", 0).getJsonArray("endpoints").getJsonArray(0))
                .isEqualTo(new JsonArray().add("app-1").add("drained").add(0).add(1).add(0).add(0));
        standing = "refused";
        assertThat(nextSecond().getLong("revision")).isEqualTo(first + 2);
        apply(1);
        assertThat(nextSecond().getLong("revision")).isEqualTo(first + 3);
        assertThat(changes).isEqualTo(4);
    }

    @Test
    void a_frame_of_a_thousand_endpoints_stays_small() throws SpecRefusedException {
        apply(1000);
        frames.begin();
        app().members().forEach(endpoint -> endpoint.attempts().add(LOOP, Outcome.SUCCESS, 123_456));

        nowNanos += Duration.ofSeconds(1).toNanos();
        Frame frame = frames.next();

        assertThat(frame.json()).hasSizeBetween(20_000, 48 * 1024);
        assertThat(new String(frame.event(), StandardCharsets.UTF_8)).startsWith("event: frame\ndata: {\"at\":")
                .endsWith("}\n\n").hasLineCount(3);
    }

    @Test
    void of_more_than_a_thousand_routes_those_with_errors_and_then_those_with_the_most_requests_are_told()
            throws SpecRefusedException {
        apply(1, IntStream.range(0, 1500).mapToObj(i -> route("r" + i, "/" + i, new Forward("app", Optional.empty())))
                .toArray(RouteSpec[]::new));
        frames.begin();
        routed("r1499").requests().add(LOOP, StatusClass.SUCCESS, 5);
        routed("r1498").requests().add(LOOP, StatusClass.SERVER_ERROR, 1);

        JsonObject frame = nextSecond();

        assertThat(frame.getJsonArray("routes")).hasSize(1000);
        assertThat(of(frame, "routes", 0).getString("route")).isEqualTo("r1498");
        assertThat(of(frame, "routes", 1).getString("route")).isEqualTo("r1499");
        assertThat(frame.getInteger("routesMore")).isEqualTo(501);
    }
}
