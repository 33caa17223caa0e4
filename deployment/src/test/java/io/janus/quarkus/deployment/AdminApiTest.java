package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import io.janus.proxy.state.BackendState;
import io.janus.quarkus.JanusControl;
import io.janus.quarkus.admin.AdminApi;
import io.janus.quarkus.events.FeedEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.specification.RequestSpecification;

class AdminApiTest {

    private static final String TWO = ConfigFile.ANY.replace("any-1: { address: \"127.0.0.1:1\" }",
            "any-1: { address: \"127.0.0.1:1\" }, any-2: { address: \"127.0.0.1:2\", weight: 4 }");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class))
            .overrideRuntimeConfigKey("janus.admin.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.http.limits.max-body-size", "20M")
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it.
    URI admin;

    @BeforeEach
    void begin_with_two_endpoints() {
        ConfigFile.write(TWO);
        assertThat(janus.reload("test").applied()).isTrue();
        for (String endpoint : List.of("any-1", "any-2")) {
            post("backends/any/endpoints/" + endpoint + "/enable", "{}");
            post("backends/any/endpoints/" + endpoint + "/weight", "{\"weight\":null}");
        }
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").header("Janus-User", "ops").body(body);
    }

    private static io.restassured.response.ValidatableResponse post(String path, String body) {
        return json(body).post("/janus/api/" + path).then();
    }

    private static io.restassured.response.ValidatableResponse get(String path) {
        return given().get("/janus/api/" + path).then();
    }

    @Test
    void it_says_what_runs() {
        get("state").statusCode(200).body("ready", equalTo(true)).body("listeners.name", contains("any"))
                .body("backends[0].endpoints.id", contains("any-1", "any-2"));
        get("listeners").body("listeners[0].protocol", equalTo("tcp")).body("listeners[0].backend", equalTo("any"));
        get("routes").statusCode(200);
        get("backends/any").body("balancer", equalTo("least-request"));
        get("backends/any/endpoints/any-2").body("weight", equalTo(4)).body("configuredWeight", equalTo(4))
                .body("override", nullValue());
        get("openapi.yaml").statusCode(200).body(containsString("/janus/api/plan"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "nothing", "backends/other", "backends/any/endpoints/other", "backends/any/other/any-1",
            "history/99",
            "history/x", "backends/%61ny", "routes?listener=other" })
    void what_is_not_there_is_a_problem_with_words(String path) {
        given().urlEncodingEnabled(false).get("/janus/api/" + path).then().statusCode(404)
                .contentType("application/problem+json").body("detail", notNullValue());
    }

    @Test
    void a_drain_outlives_a_reload_and_ends_with_enable() {
        post("backends/any/endpoints/any-1/drain", "{}").statusCode(200).body("status", equalTo("drained"))
                .body("weight", equalTo(0)).body("override.by", containsString("ops at "));
        ConfigFile.write(TWO.replace("weight: 4", "weight: 5"));
        assertThat(janus.reload("test").applied()).isTrue();

        get("backends/any/endpoints/any-1").body("status", equalTo("drained"));
        BackendState any = requireNonNull(janus.proxy().state().current().backends().get("any"));
        assertThat(any.eligibleCount()).isOne();
        assertThat(any.eligible(0).id()).isEqualTo("any-2");
        post("backends/any/endpoints/any-1/enable", "{}").body("status", equalTo("up")).body("override", nullValue());
    }

    @Test
    void a_weight_stands_above_the_configured_one_until_it_is_taken_back() {
        post("backends/any/endpoints/any-2/weight", "{\"weight\":9}").body("weight", equalTo(9))
                .body("configuredWeight", equalTo(4)).body("override.weight", equalTo(9));
        post("backends/any/endpoints/any-2/weight", "{\"weight\":null}").body("weight", equalTo(4)).body("override",
                nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"weight\":1001}", "{\"weight\":-1}", "{\"weight\":\"5\"}", "{\"weight\":1.5}", "{}", "[]", "{",
            "\"\"" })
    void a_weight_that_is_none_is_refused(String body) {
        post("backends/any/endpoints/any-2/weight", body).statusCode(400);
        get("backends/any/endpoints/any-2").body("weight", equalTo(4));
    }

    @Test
    void a_plan_says_what_would_change_and_changes_nothing() {
        post("plan", config(ConfigFile.ANY)).statusCode(200).body("unchanged", equalTo(false))
                .body("changes.text", contains("endpoint any/any-2 is removed"))
                .body("changes[0].impact", equalTo("nothing runs there"));

        get("backends/any").body("endpoints.id", contains("any-1", "any-2"));
        post("plan", "{}").body("unchanged", equalTo(true));
    }

    @Test
    void what_was_planned_is_applied_and_rolled_back() {
        int base = post("plan", config(ConfigFile.ANY)).extract().path("baseVersion");
        int version = post("apply", with(config(ConfigFile.ANY), "\"baseVersion\":" + base)).statusCode(200)
                .body("message", containsString("was not written")).extract().path("version");

        assertThat(version).isEqualTo(base + 1);
        get("backends/any").body("endpoints.id", contains("any-1"));
        get("config").body("fileDiffers", equalTo(true)).body("by", containsString("ops at"));
        post("rollback", "{\"to\":" + base + "}").statusCode(200).body("changes.text",
                hasItem(containsString("any-2 is added")));
        get("backends/any").body("endpoints.id", contains("any-1", "any-2"));
        get("history").body("versions[0].trigger", equalTo("rollback to " + base)).body("versions[0].current", equalTo(true));
        get("history/" + base).body("text", equalTo(TWO));
    }

    @Test
    void a_plan_that_is_out_of_date_is_a_conflict() {
        int base = post("plan", config(ConfigFile.ANY)).extract().path("baseVersion");
        ConfigFile.write(TWO.replace("weight: 4", "weight: 6"));
        assertThat(janus.reload("test").applied()).isTrue();

        post("apply", with(config(ConfigFile.ANY), "\"baseVersion\":" + base)).statusCode(409).body("detail",
                containsString("Plan again"));
        post("apply", "{\"digest\":\"" + "0".repeat(64) + "\"}").statusCode(409);
        get("backends/any").body("endpoints.id", contains("any-1", "any-2"));
    }

    @Test
    void a_bad_configuration_is_refused_with_all_its_problems_and_their_lines() {
        for (String call : List.of("plan", "apply")) {
            post(call, config(ConfigFile.ANY.replace("backend: any", "backend: other"))).statusCode(422)
                    .contentType("application/problem+json").body("problems.key", hasItem("listeners.any.backend"))
                    .body("problems[0].line", equalTo(3));
        }
    }

    @Test
    void events_are_told_and_can_be_resumed() throws IOException {
        int last = given().accept("application/json").get("/janus/api/events").then().extract().path("events[-1].id");
        try (Raw stream = new Raw("GET /janus/api/events?since=" + last + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(stream.until(": Janus")).contains("200 OK").contains("text/event-stream");
            post("backends/any/endpoints/any-1/drain", "{}");

            assertThat(stream.until("is drained")).contains("event: override").contains("id: " + (last + 1) + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/janus", "/janus/" })
    void the_dashboard_is_one_page_that_may_load_nothing_else(String path) {
        given().get(path).then().statusCode(200).contentType("text/html;charset=utf-8")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff")).body(containsString("<title>Janus</title>"));
        given().head(path).then().statusCode(200);
        json("{}").post(path).then().statusCode(405);
        given().header("Host", "evil.example").get(path).then().statusCode(403);
    }

    @Test
    void what_the_numbers_do_is_told_each_second() throws IOException {
        try (Raw stream = new Raw("GET /janus/api/live HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            String frames = stream.until("\"revision\"");
            assertThat(frames).contains("200 OK", "text/event-stream", "event: frame\ndata: {\"at\":");
            post("backends/any/endpoints/any-1/drain", "{}");

            assertThat(stream.until("[\"any-1\",\"drained\",0,")).contains("[\"any-1\",\"up\",");
        }
        given().accept("application/json").get("/janus/api/live").then().statusCode(200)
                .body("listeners.name", contains("any")).body("backends[0].endpoints[1][0]", equalTo("any-2"));
    }

    /** An unknown key is refused with 400 where something is called, and everything else with 404. */
    @Test
    void all_that_is_described_is_there() throws IOException {
        try (InputStream in = requireNonNull(AdminApi.class.getResourceAsStream("/META-INF/janus-admin-api.yaml"))) {
            Map<String, Map<String, ?>> paths = requireNonNull(
                    new Yaml().<Map<String, Map<String, Map<String, ?>>>> load(in).get("paths"));
            paths.forEach((described, methods) -> {
                String path = described.replace("{backend}", "any").replace("{endpoint}", "any-1").replace("{version}",
                        Long.toString(janus.proxy().state().current().configVersion()));
                if (methods.containsKey("get")) {
                    // Which listener is meant has to be said to one call, and may be to another.
                    given().accept("application/json").queryParam("listener", "any").get(path).then().statusCode(200);
                }
                if (methods.containsKey("post")) {
                    json("{\"nobody-knows-this\":1}").post(path).then().statusCode(400);
                }
            });
            assertThat(paths).hasSizeGreaterThan(15);
        }
    }

    @Test
    void all_events_that_are_kept_are_told_to_who_comes_late() throws IOException {
        for (int i = 0; i < 600; i++) {
            janus.plane().orElseThrow().events().take(FeedEvent.Type.OTHER, false, "event " + i + " " + "x".repeat(300));
        }
        try (Raw stream = new Raw("GET /janus/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(stream.until("event 599 ")).contains("event 599 ").contains("event 110 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"conf\":\"\"}", "{\"config\":{}}", "{\"config\":\"\",\"config\":\"\"}", "{\"baseversion\":3}",
            "{} {}" })
    void a_body_with_anything_else_in_it_is_refused(String body) {
        post("apply", body).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Host: evil.example", "Host: localhost.evil.example", "Host: localhost:80:80", "Host:",
            "Host: 127.0.0.1.",
            "Host: localhost@evil.example" })
    void only_known_hosts_may_be_called(String host) throws IOException {
        try (Raw call = new Raw("GET /janus/api/state HTTP/1.1\r\n" + host + "\r\n\r\n")) {
            assertThat(call.until("\r\n")).containsPattern(" (403|400) ");
        }
    }

    @Test
    void a_form_of_another_site_cannot_write() {
        given().contentType("text/plain").body("{}").post("/janus/api/reload").then().statusCode(415);
        given().contentType("application/x-www-form-urlencoded").body("a=b").post("/janus/api/reload").then().statusCode(415);
        json("{}").header("Origin", "https://evil.example").post("/janus/api/reload").then().statusCode(403);
        json("{}").header("Origin", "null").post("/janus/api/reload").then().statusCode(403);
        json("{}").header("Sec-Fetch-Site", "cross-site").post("/janus/api/reload").then().statusCode(403);
        json("{}").header("Origin", "http://localhost:" + admin.getPort()).header("Host", "localhost:" + admin.getPort())
                .post("/janus/api/reload").then().statusCode(200);
        json("{}").put("/janus/api/state").then().statusCode(405);
        given().get("/janus/api/backends/app/endpoints/app-1/drain").then().statusCode(405).body("detail",
                containsString("POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "state", "live", "explain?listener=any" })
    void a_page_of_another_site_cannot_even_read(String path) {
        for (String site : List.of("cross-site", "same-site")) {
            given().accept("application/json").header("Sec-Fetch-Site", site).get("/janus/api/" + path).then().statusCode(403);
            given().header("Sec-Fetch-Site", site).head("/janus/api/" + path).then().statusCode(403);
        }
        given().accept("application/json").header("Origin", "https://evil.example").get("/janus/api/" + path).then()
                .statusCode(403);
        for (String site : List.of("same-origin", "none")) {
            given().accept("application/json").header("Sec-Fetch-Site", site).get("/janus/api/" + path).then().statusCode(200);
        }
    }

    @Test
    void a_link_on_another_site_leads_to_the_dashboard() {
        given().header("Sec-Fetch-Site", "cross-site").get("/janus").then().statusCode(200)
                .body(containsString("<title>Janus</title>"));
    }

    @Test
    void a_body_without_end_is_cut_off() throws IOException {
        try (Raw call = new Raw("POST /janus/api/plan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 15000000\r\n\r\n")) {
            call.send(new byte[13 * 1024 * 1024]);
            assertThat(call.until("\r\n")).contains(" 413 ");
        }
    }

    @Test
    void streams_are_bounded_and_make_room_again() throws IOException {
        List<Raw> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Raw stream = new Raw("GET /janus/api/events?since=999999 HTTP/1.1\r\nHost: localhost\r\n\r\n");
                streams.add(stream);
                assertThat(stream.until("\r\n")).contains(" 200 ");
            }
            given().get("/janus/api/events").then().statusCode(503).header("Connection", "close");
        } finally {
            for (Raw stream : streams) {
                stream.close();
            }
        }
        await().untilAsserted(() -> {
            try (Raw stream = new Raw("GET /janus/api/events?since=999999 HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                assertThat(stream.until("\r\n")).contains(" 200 ");
            }
        });
    }

    private static String config(String yaml) {
        return "{\"config\":\"" + yaml.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"}";
    }

    private static String with(String object, String more) {
        return object.substring(0, object.length() - 1) + "," + more + "}";
    }

    /** A call as it is on the wire. */
    private final class Raw implements AutoCloseable {

        private final Socket socket;
        private final StringBuilder answer = new StringBuilder();

        Raw(String head) throws IOException {
            socket = new Socket("127.0.0.1", admin.getPort());
            socket.setSoTimeout(10_000);
            send(head.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                // Cut off: the answer says why.
            }
        }

        String until(String text) throws IOException {
            InputStream in = socket.getInputStream();
            while (answer.indexOf(text) < 0) {
                int read = in.read();
                if (read < 0) {
                    break;
                }
                answer.append((char) read);
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
