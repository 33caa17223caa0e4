package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.server.Cli;

class PlanCommandTest {

    private static final String PLAN = "POST /janus/api/plan";

    private static final String CHANGES = """
            {"baseVersion":3,"digest":"abc","unchanged":false,"changes":[
              {"action":"add","kind":"endpoint","name":"app/app-3","text":"endpoint app/app-3 is added"},
              {"action":"remove","kind":"endpoint","name":"app/app-2","text":"endpoint app/app-2 is removed","impact":"drains with 312 connections"},
              {"action":"change","kind":"route","name":"web/v1","text":"route v1 of web changes its backend"}],
             "restartNeeded":["io-threads is 2 and was 1"]}""";

    private static final String REFUSED = """
            {"type":"about:blank","title":"Unprocessable","status":422,"detail":"the configuration has 2 problems","problems":[
              {"key":"listeners.web.bind","line":3,"message":"\\"x\\" must be host:port."},
              {"key":"backends.app","message":"is missing."}]}""";

    @TempDir
    Path directory;

    @Test
    void a_plan_reads_like_a_diff_with_what_each_change_means() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            Cli plan = admin.run("plan");

            assertThat(plan.exitCode()).isZero();
            assertThat(plan.out().lines()).containsExactly(
                    "This would change version 3, the one in force:",
                    "  + endpoint app/app-3 is added",
                    "  - endpoint app/app-2 is removed; drains with 312 connections",
                    "  ~ route v1 of web changes its backend",
                    "  ! io-threads is 2 and was 1 (takes a restart)");
        }
    }

    @Test
    void a_plan_that_changes_nothing_says_so() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, """
                {"baseVersion":3,"digest":"abc","changes":[],"restartNeeded":[],"unchanged":true}""")) {
            assertThat(admin.run("plan").out()).isEqualToIgnoringNewLines("Nothing would change: version 3 is the same.");
        }
    }

    @Test
    void without_a_file_janus_reads_its_own() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            admin.run("plan");

            assertThat(admin.requests()).singleElement().satisfies(request -> {
                assertThat(request.body()).isEqualTo("{}");
                assertThat(request.headers()).containsEntry("content-type", "application/json")
                        .containsEntry("janus-user", UserName.current()).doesNotContainKey("authorization");
            });
        }
    }

    @Test
    void the_text_of_a_file_is_sent() throws IOException {
        Path file = Files.writeString(directory.resolve("new.yaml"), "janus: { x: \"ü\" }\n");
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            admin.run("plan", file.toString());

            assertThat(admin.requests()).singleElement().extracting(FakeAdmin.Request::body)
                    .isEqualTo(Json.createObjectBuilder().add("config", "janus: { x: \"ü\" }\n").build().toString());
        }
    }

    @Test
    void a_rollback_can_be_planned() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            assertThat(admin.run("plan", "--rollback", "2").exitCode()).isZero();

            assertThat(admin.requests()).singleElement().extracting(FakeAdmin.Request::body).isEqualTo("{\"rollbackTo\":2}");
        }
    }

    @Test
    void a_file_and_a_rollback_at_once_are_a_usage_error() {
        Cli both = Cli.janus("plan", "janus.yaml", "--rollback", "2");

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("cannot both be planned");
    }

    @Test
    void json_is_the_answer_itself() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            assertThat(admin.run("plan", "--json").out()).isEqualTo(CHANGES + System.lineSeparator());
        }
    }

    @Test
    void a_refused_file_is_told_as_check_tells_it() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "janus: {}");
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 422, REFUSED)) {
            Cli plan = admin.run("plan", file.toString());

            assertThat(plan.exitCode()).isEqualTo(1);
            assertThat(plan.out()).isEmpty();
            assertThat(plan.err().lines()).containsExactly("2 problems in " + file + ":",
                    "  " + file + ":3: listeners.web.bind: \"x\" must be host:port.", "  backends.app: is missing.");
        }
    }

    @Test
    void what_is_wrong_with_the_file_of_janus_is_told_with_that_files_name() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 422, REFUSED).on("GET /janus/api/config", 200, """
                {"version":3,"file":"/etc/janus.yaml","fileDiffers":true}""")) {
            assertThat(admin.run("plan").err()).contains("2 problems in /etc/janus.yaml:",
                    "/etc/janus.yaml:3: listeners.web.bind");
        }
    }

    @Test
    void what_is_wrong_without_a_file_is_told_without_lines() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 422, REFUSED)) {
            assertThat(admin.run("plan").err()).contains("2 problems in the configuration:", "  listeners.web.bind: ")
                    .doesNotContain("null");
        }
    }

    @Test
    void nothing_from_there_can_drive_the_terminal() throws IOException {
        String evil = "\\u001b]0;owned\\u0007\\u009b2J\\nfake line\\u202e";
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, """
                {"baseVersion":3,"digest":"d","unchanged":false,"restartNeeded":["%1$s"],"changes":[
                  {"action":"add","text":"%1$s","impact":"%1$s"}]}""".formatted(evil))) {
            Cli plan = admin.run("plan");

            assertThat(plan.out().lines()).hasSize(3);
            assertThat(plan.out()).contains("?]0;owned??2J?fake line?").matches(text -> text.codePoints()
                    .allMatch(c -> c == '\n' || c == '\r' || !Character.isISOControl(c) && c != 0x202E));
        }
    }

    @Test
    void a_file_that_cannot_be_sent_is_refused_without_asking_anyone() throws IOException {
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] { 'a', (byte) 0xE4 });
        Path large = Files.write(directory.resolve("large.yaml"), new byte[(12 << 20) + 1]);
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, CHANGES)) {
            assertRefused(admin.run("plan", directory.resolve("none.yaml").toString()),
                    "none.yaml cannot be read (no such file)");
            assertRefused(admin.run("plan", latin.toString()), "must be text in UTF-8");
            assertRefused(admin.run("plan", large.toString()), "has more than 12582912 bytes");
            assertRefused(admin.run("plan", directory.toString()), "cannot be read");
            assertThat(admin.requests()).isEmpty();
        }
    }

    private static void assertRefused(Cli command, String why) {
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.err()).contains(why).doesNotContain("\tat ");
    }
}
