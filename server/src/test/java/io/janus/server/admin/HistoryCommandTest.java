package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.janus.server.Cli;

/** What was in force, and its coming back. */
class HistoryCommandTest {

    private static final String ADDED = "{\"action\":\"add\",\"text\":\"endpoint app/app-3 is added\"}";

    @Test
    void all_versions_are_shown_in_a_table() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/history", 200,
                """
                        {"versions":[
                          {"version":2,"at":"2026-11-28T20:00:00Z","trigger":"admin API","by":"root at 127.0.0.1","changes":[%s],"current":true},
                          {"version":1,"at":"2026-11-28T19:00:00Z","trigger":"start","changes":[],"current":false}]}"""
                        .formatted(ADDED))) {
            Cli history = admin.run("history");

            assertThat(history.exitCode()).isZero();
            assertThat(history.out().lines()).containsExactly(
                    "VERSION   SINCE                  TRIGGER     BY                  CHANGES",
                    "2         2026-11-28T20:00:00Z   admin API   root at 127.0.0.1   1         in force",
                    "1         2026-11-28T19:00:00Z   start       -                   0");
        }
    }

    @Test
    void one_version_is_shown_with_its_changes_and_its_text() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/history/2", 200,
                """
                        {"version":2,"at":"2026-11-28T20:00:00Z","trigger":"admin API","by":"root at 127.0.0.1","changes":[%s],"current":false,
                         "text":"janus:\\n  io-threads: 1\\u001b[2J\\n"}"""
                        .formatted(ADDED))) {
            assertThat(admin.run("history", "2").out().lines()).containsExactly(
                    "Version 2, since 2026-11-28T20:00:00Z, admin API by root at 127.0.0.1.",
                    "  + endpoint app/app-3 is added",
                    "",
                    "janus:",
                    "  io-threads: 1?[2J");
        }
    }

    @Test
    void an_unknown_version_is_told_in_the_words_of_janus() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/history/99", 404,
                "{\"detail\":\"there is no version 99; those kept are 1 to 3\"}")) {
            Cli history = admin.run("history", "99");

            assertThat(history.exitCode()).isEqualTo(1);
            assertThat(history.err()).isEqualToIgnoringNewLines("there is no version 99; those kept are 1 to 3");
        }
    }

    @Test
    void a_rollback_names_its_version_and_shows_what_it_changed() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on("POST /janus/api/rollback", 200, """
                {"version":5,"unchanged":false,"restartNeeded":[],"message":"","changes":[%s]}""".formatted(ADDED))) {
            Cli rollback = admin.run("rollback", "2");

            assertThat(rollback.exitCode()).isZero();
            assertThat(rollback.out().lines()).containsExactly("Version 5 is in force.", "  + endpoint app/app-3 is added");
            assertThat(admin.requests()).singleElement().extracting(FakeAdmin.Request::body).isEqualTo("{\"to\":2}");
        }
    }

    @Test
    void a_version_that_is_no_number_is_a_usage_error() {
        assertThat(Cli.janus("rollback", "last").exitCode()).isEqualTo(2);
        assertThat(Cli.janus("rollback").exitCode()).isEqualTo(2);
        assertThat(Cli.janus("history", "last").exitCode()).isEqualTo(2);
    }
}
