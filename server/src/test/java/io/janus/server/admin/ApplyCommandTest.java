package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.server.Cli;

class ApplyCommandTest {

    private static final String PLAN = "POST /janus/api/plan";
    private static final String APPLY = "POST /janus/api/apply";

    private static final String PLANNED = """
            {"baseVersion":3,"digest":"abc","unchanged":false,"restartNeeded":[],"changes":[
              {"action":"add","kind":"endpoint","name":"app/app-3","text":"endpoint app/app-3 is added"}]}""";

    private static final String APPLIED = """
            {"version":4,"unchanged":false,"restartNeeded":[],"message":"The file is left as it is.","changes":[
              {"action":"add","kind":"endpoint","name":"app/app-3","text":"endpoint app/app-3 is added"}]}""";

    @TempDir
    Path directory;

    @Test
    void what_was_planned_is_shown_and_applied_against_its_version_and_digest() throws IOException {
        Path file = Files.writeString(directory.resolve("new.yaml"), "a");
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, PLANNED).on(APPLY, 200, APPLIED)) {
            Cli apply = admin.run("apply", file.toString());

            assertThat(apply.exitCode()).isZero();
            assertThat(apply.out().lines()).containsExactly(
                    "This would change version 3, the one in force:",
                    "  + endpoint app/app-3 is added",
                    "Version 4 is in force.",
                    "The file is left as it is.");
            assertThat(admin.requests()).extracting(FakeAdmin.Request::body).containsExactly("{\"config\":\"a\"}",
                    "{\"config\":\"a\",\"baseVersion\":3,\"digest\":\"abc\"}");
        }
    }

    @Test
    void the_file_of_janus_is_applied_as_it_was_planned_too() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, PLANNED).on(APPLY, 200, APPLIED)) {
            assertThat(admin.run("apply", "--version", "3").exitCode()).isZero();

            assertThat(admin.requests()).extracting(FakeAdmin.Request::body).containsExactly("{}",
                    "{\"baseVersion\":3,\"digest\":\"abc\"}");
        }
    }

    @Test
    void json_is_what_came_of_it_and_no_plan() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, PLANNED).on(APPLY, 200, APPLIED)) {
            assertThat(admin.run("apply", "--json").out()).isEqualTo(APPLIED + System.lineSeparator());
        }
    }

    @Test
    void another_version_than_the_one_that_was_looked_at_is_not_changed() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, PLANNED).on(APPLY, 200, APPLIED)) {
            Cli apply = admin.run("apply", "--version", "2");

            assertThat(apply.exitCode()).isEqualTo(1);
            assertThat(apply.out()).isEmpty();
            assertThat(apply.err()).contains("Version 3 is in force and not 2", "Nothing was applied", "janus plan");
            assertThat(admin.requests()).extracting(FakeAdmin.Request::line).containsExactly(PLAN);
        }
    }

    @Test
    void a_change_by_someone_else_in_between_is_told_with_the_next_step() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, PLANNED).on(APPLY, 409,
                "{\"status\":409,\"detail\":\"version 4 is in force, not 3\"}")) {
            Cli apply = admin.run("apply");

            assertThat(apply.exitCode()).isEqualTo(1);
            assertThat(apply.err()).contains("version 4 is in force, not 3", "janus history", "janus plan");
        }
    }

    @Test
    void an_apply_that_changes_nothing_says_which_version_stays() throws IOException {
        String same = "{\"version\":3,\"baseVersion\":3,\"digest\":\"d\",\"changes\":[],\"restartNeeded\":[],\"unchanged\":true}";
        try (FakeAdmin admin = new FakeAdmin().on(PLAN, 200, same).on(APPLY, 200, same)) {
            assertThat(admin.run("apply").out().lines()).containsExactly("Nothing would change: version 3 is the same.",
                    "Nothing changed: version 3 stays in force.");
        }
    }
}
