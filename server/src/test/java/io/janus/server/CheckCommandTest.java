package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path directory;

    @Test
    void a_good_file_is_summed_up() throws IOException {
        Cli check = check("""
                janus:
                  listeners:
                    web: { bind: "127.0.0.1:8080", protocol: tcp, backend: app }
                  backends:
                    app:
                      balancer: { type: round-robin }
                      probe: { type: tcp, interval: 90s }
                      endpoints:
                        app-1: { address: "127.0.0.1:8081", weight: 5 }
                        app-2: { address: "db.example.com:8082" }
                """);

        assertThat(check.err()).isEmpty();
        assertThat(check.exitCode()).isZero();
        assertThat(check.out().lines()).containsExactly(
                directory.resolve("janus.yaml") + " is good.",
                "",
                "LISTENER   BIND             PROTOCOL   ROUTES   BACKENDS",
                "web        127.0.0.1:8080   tcp        -        app",
                "",
                "BACKEND   BALANCER      PROBE             ENDPOINT   ADDRESS               WEIGHT",
                "app       round-robin   tcp every 1m30s   app-1      127.0.0.1:8081        5",
                "                                          app-2      db.example.com:8082   1");
    }

    @Test
    void an_http_listener_is_shown_with_its_routes_and_all_their_backends() throws IOException {
        Cli check = check("""
                janus:
                  listeners:
                    web:
                      bind: "127.0.0.1:8080"
                      protocol: http
                      backend: app
                      routes:
                        - { name: v1, match: { path: /v1 }, backend: api }
                        - { match: { path: /internal }, deny: true }
                    old:
                      bind: "127.0.0.1:8081"
                      protocol: http
                      routes:
                        - { match: { path: / }, redirect: { status: 308, to: "https://www.example.com{path}" } }
                  backends:
                    app: { endpoints: { app-1: { address: "127.0.0.1:9001" } } }
                    api: { endpoints: { api-1: { address: "127.0.0.1:9002" } } }
                """);

        assertThat(check.err()).isEmpty();
        assertThat(check.exitCode()).isZero();
        assertThat(check.out().lines()).contains(
                "LISTENER   BIND             PROTOCOL   ROUTES   BACKENDS",
                "web        127.0.0.1:8080   http       2        app, api",
                "old        127.0.0.1:8081   http       1        none");
    }

    @Test
    void what_endpoints_are_probed_with_is_shown() throws IOException {
        Cli check = check("""
                janus:
                  listeners:
                    web: { bind: "127.0.0.1:8080", protocol: http, backend: app }
                  backends:
                    app:
                      probe: { type: http, path: /healthz, interval: 2s }
                      endpoints:
                        app-1: { address: "127.0.0.1:8081" }
                """);

        assertThat(check.exitCode()).isZero();
        assertThat(check.out().lines()).contains("app       least-request   http every 2s   app-1      127.0.0.1:8081   1");
    }

    @Test
    void a_bad_file_is_refused_with_all_its_problems_and_nothing_else() throws IOException {
        Cli check = check("""
                janus:
                  listners:
                    web: { bind: "127.0.0.1:8080", protocol: tcp, backend: app }
                  backends:
                    app:
                      endpoints:
                        app-1: { address: "127.0.0.1:8081", weight: heavy }
                """);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).isEmpty();
        assertThat(check.err()).contains("listners", "listeners", "heavy", "weight").doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_bad_admin_port_is_refused_as_run_refuses_it() throws IOException {
        Cli check = check("""
                janus:
                  listeners: { web: { bind: "127.0.0.1:8080", protocol: tcp, backend: app } }
                  backends: { app: { endpoints: { app-1: { address: "127.0.0.1:8081" } } } }
                quarkus: { http: { port: abc } }
                """);

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).isEmpty();
        assertThat(check.err()).contains("quarkus.http.port: \"abc\"").doesNotContain("\tat ");
    }

    @Test
    void a_file_that_does_not_exist_is_refused() {
        Cli check = Cli.janus("check", directory.resolve("nowhere.yaml").toString());

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err()).contains("nowhere.yaml").doesNotContain("\tat ");
    }

    private Cli check(String yaml) throws IOException {
        return Cli.janus("check", Files.writeString(directory.resolve("janus.yaml"), yaml).toString());
    }
}
