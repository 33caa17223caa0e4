package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.util.Map;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.listen.Listener;
import io.janus.quarkus.JanusControl;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.common.annotation.Identifier;

/** {@code GET /janus/api/explain} of a running Janus, whose answers it is compared with. */
class ExplainTest {

    private static final String FILE = """
            janus:
              listeners:
                web:
                  bind: "127.0.0.1:0"
                  protocol: http
                  routes:
                    - { name: api, match: { path: /api }, backend: app }
                    - { name: beta, match: { path: /api, headers: { x-beta: "1" } }, backend: mad }
                    - { name: old, match: { path: /old }, redirect: { status: 308, to: "/api{path}" } }
                    - { name: secret, match: { path: /secret }, deny: true }
                pg: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
              backends:
                app:
                  balancer: { type: last }
                  endpoints: { app-1: { address: "127.0.0.1:1" }, app-2: { address: "%s" }, app-3: { address: "127.0.0.1:3", weight: 0 } }
                mad:
                  balancer: { type: mad }
                  endpoints: { mad-1: { address: "127.0.0.1:1" } }
            """;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, HttpEndpoint.class, Policies.class))
            .overrideRuntimeConfigKey("janus.admin.enabled", "true")
            .setBeforeAllCustomizer(ConfigFile.holding(FILE.formatted("127.0.0.1:2")))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    static class Policies {

        @Produces
        @Singleton
        @Identifier("last")
        BalancerFactory last() {
            return context -> snapshot -> request -> snapshot.endpoints().size() - 1;
        }

        @Produces
        @Singleton
        @Identifier("mad")
        BalancerFactory mad() {
            return context -> snapshot -> request -> {
                throw new IllegalStateException("mad");
            };
        }
    }

    private static ValidatableResponse explain(Map<String, ?> parameters) {
        return given().queryParams(parameters).get("/janus/api/explain").then();
    }

    @BeforeEach
    void begin_with_the_file() {
        ConfigFile.write(FILE.formatted("127.0.0.1:2"));
        assertThat(janus.reload("test").applied()).isTrue();
    }

    @Test
    void a_request_is_explained_from_its_route_to_its_endpoint() {
        explain(Map.of("listener", "web", "url", "http://a.example/api/%7Eusers?x=y", "client", "10.1.2.3")).statusCode(200)
                .body("listener", equalTo("web")).body("protocol", equalTo("http")).body("how", equalTo("route"))
                .body("request",
                        equalTo(Map.of("method", "GET", "host", "a.example", "path", "/api/~users", "client", "10.1.2.3")))
                .body("route.name", equalTo("api")).body("route.backend", equalTo("app"))
                .body("considered.route.name", contains("api", "beta", "secret", "old"))
                .body("considered.matches", contains(true, false, false, false))
                .body("considered[0].why", equalTo("picked"))
                .body("considered[1].why", equalTo("there is no header x-beta"))
                .body("backend", equalTo("app")).body("balancer", equalTo("last")).body("panic", equalTo(false))
                .body("pick.endpoint", equalTo("app-2")).body("pick.share", equalTo(100f)).body("trials", equalTo(1000))
                .body("candidates.endpoint", contains("app-2", "app-1", "app-3"))
                .body("candidates.eligible", contains(true, true, false))
                .body("candidates[2].why", equalTo("its configured weight is 0")).body("candidates[2].share", nullValue())
                .body("answer", nullValue()).body("policyTrouble", nullValue());
    }

    @Test
    void a_policy_bean_that_throws_is_reported() {
        explain(Map.of("listener", "web", "url", "/api", "header", "X-Beta: 1")).statusCode(200)
                .body("route.name", equalTo("beta")).body("pick.endpoint", equalTo("mad-1"))
                .body("policyTrouble", containsString("IllegalStateException: mad"));
    }

    @Test
    void a_session_is_explained_by_its_client_alone() {
        explain(Map.of("listener", "pg", "client", "2001:db8::1")).statusCode(200).body("protocol", equalTo("tcp"))
                .body("how", equalTo("tcp")).body("route", nullValue()).body("pick.endpoint", equalTo("app-2"))
                .body("request.client", containsString("2001:db8:"));
    }

    @Test
    void a_drain_shows_with_who_drained() {
        given().contentType("application/json").header("Janus-User", "ops").body("{}")
                .post("/janus/api/backends/app/endpoints/app-2/drain").then().statusCode(200);
        try {
            explain(Map.of("listener", "web", "url", "/api")).body("pick.endpoint", equalTo("app-1"))
                    .body("candidates.find { it.endpoint == 'app-2' }.why", containsString("drained by ops at "));
        } finally {
            given().contentType("application/json").body("{}").post("/janus/api/backends/app/endpoints/app-2/enable").then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({ "/api/x,200", "/none,404", "/secret,403", "/old/a?b=c,308", "/api%2Fx,400", "/../x,400" })
    void what_is_explained_is_what_happens(String target, int status) throws IOException {
        try (HttpEndpoint endpoint = HttpEndpoint.answering(200)) {
            ConfigFile.write(FILE.formatted(endpoint.address()));
            assertThat(janus.reload("test").applied()).isTrue();
            Listener web = janus.proxy().listeners().all().stream().filter(one -> one.name().equals("web")).findAny()
                    .orElseThrow();
            var real = given().urlEncodingEnabled(false).redirects().follow(false)
                    .get("http://127.0.0.1:" + web.address().getPort() + target).then().statusCode(status).extract();

            ValidatableResponse explained = explain(Map.of("listener", "web", "url", target)).statusCode(200);

            if (status == 200) {
                explained.body("pick.endpoint", equalTo("app-2")).body("answer", nullValue());
                assertThat(endpoint.targets()).contains(target);
            } else {
                explained.body("answer.status", equalTo(status)).body("pick", nullValue());
                explained.body("answer.code", equalTo(status == 308 ? "redirect" : real.header("Janus-Error")));
                explained.body("answer.location", equalTo(real.header("Location")));
            }
        }
    }

    @Test
    void a_question_that_is_none_is_refused_in_words() {
        explain(Map.of()).statusCode(400).body("detail", containsString("listener"));
        explain(Map.of("listener", "other")).statusCode(404).body("detail", containsString("other"));
        explain(Map.of("listener", "web", "url", "a.example")).statusCode(400)
                .body("detail", containsString("http://a.example"));
        explain(Map.of("listener", "web", "client", "me")).statusCode(400).body("detail", containsString("client"));
        explain(Map.of("listener", "web", "method", "GE T")).statusCode(400).body("detail", containsString("method"));
        explain(Map.of("listener", "web", "header", "X")).statusCode(400).body("detail", containsString("header"));
        explain(Map.of("listener", "web", "urls", "/")).statusCode(400).body("detail", containsString("urls"));
        given().contentType("application/json").body("{}").post("/janus/api/explain").then().statusCode(404);
    }

    @Test
    void headers_may_be_several() {
        given().queryParam("listener", "web").queryParam("url", "/api").queryParam("header", "A: 1", "X-Beta: 1", "B: 2")
                .get("/janus/api/explain").then().body("route.name", equalTo("beta"))
                .body("considered.why", hasItems("picked"));
    }
}
