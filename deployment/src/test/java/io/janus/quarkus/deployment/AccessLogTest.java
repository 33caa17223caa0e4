package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.ReloadResult;
import io.quarkus.test.QuarkusUnitTest;

class AccessLogTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class, Metrics.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    private TestEndpoint endpoint;
    private Path folder;
    private Path file;

    @BeforeEach
    void begin() throws IOException {
        endpoint = TestEndpoint.named("one");
        folder = Files.createTempDirectory("janus-test");
        file = folder.resolve("access.log");
    }

    @AfterEach
    void end() {
        endpoint.close();
        ConfigFile.write(ConfigFile.ANY);
        janus.reload("test");
        // A file that goes may be looked after once more, and made anew.
        await().ignoreException(DirectoryNotEmptyException.class).until(this::folderDeleted);
    }

    private boolean folderDeleted() throws IOException {
        try (var left = Files.list(folder)) {
            for (Path one : left.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(folder);
        return true;
    }

    private ReloadResult use(String accessLog) {
        ConfigFile.write("""
                janus:
                  listeners:
                    pg:
                      bind: "127.0.0.1:0"
                      protocol: tcp
                      backend: pg
                      %s
                  backends:
                    pg: { endpoints: { pg-1: { address: "%s" } } }
                """.formatted(accessLog, endpoint.address()));
        return janus.reload("test");
    }

    private void session() throws Exception {
        try (Client client = Client.of(janus, "pg")) {
            assertThat(client.greeting()).isEqualTo("one");
        }
        // It is noted when Janus sees its end, by what is configured then.
        await().until(() -> janus.proxy().openConnections() == 0);
    }

    @Test
    void a_reload_turns_a_log_on_and_changes_its_format_and_turns_it_off() throws Exception {
        assertThat(use("").applied()).isTrue();
        session();
        assertThat(use("access-log: { format: '{listener} {endpoint}', to: '" + file + "' }").applied()).isTrue();
        session();
        await().untilAsserted(() -> assertThat(file).content().isEqualTo("pg pg-1\n"));
        use("access-log: { to: '" + file + "' }");
        session();
        await().untilAsserted(() -> assertThat(Files.readAllLines(file)).hasSize(2).last().asString()
                .startsWith("{\"time\":").contains("\"listener\":\"pg\"").endsWith("}"));
        use("");
        session();
        use("access-log: { to: '" + file + "' }");
        session();

        await().untilAsserted(() -> assertThat(Files.readAllLines(file)).hasSize(3));
    }

    @Test
    void a_file_that_cannot_be_written_refuses_the_reload_with_its_line_and_the_log_before_goes_on() throws Exception {
        use("access-log: { format: '{listener}', to: '" + file + "' }");
        long version = janus.proxy().state().current().configVersion();

        ReloadResult result = use("access-log: { format: '{listener}', to: '" + folder.resolve("no/access.log") + "' }");

        assertThat(result.applied()).isFalse();
        assertThat(result.message()).contains("janus.yaml:7").contains("listeners.pg.access-log.to")
                .contains("its directory does not exist");
        assertThat(janus.proxy().state().current().configVersion()).isEqualTo(version);
        session();
        await().untilAsserted(() -> assertThat(file).content().isEqualTo("pg\n"));
    }

    @Test
    void lines_are_counted() throws Exception {
        double before = Metrics.value("janus_access_log_lines_total");
        use("access-log: { to: '" + file + "' }");
        session();

        await().untilAsserted(() -> assertThat(Metrics.value("janus_access_log_lines_total")).isEqualTo(before + 1));
        assertThat(Metrics.value("janus_access_log_dropped_total")).isZero();
    }

    @Test
    void the_bean_opens_files_anew() throws Exception {
        use("access-log: { format: '{listener}', to: '" + file + "' }");
        session();
        await().untilAsserted(() -> assertThat(file).content().isEqualTo("pg\n"));
        Files.move(file, folder.resolve("moved.log"));
        janus.reopenAccessLogs();

        await().until(() -> Files.exists(file));
    }
}
