package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JanusCommandTest {

    @Test
    void help_names_every_command_and_every_exit_code() {
        Cli help = Cli.janus("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains(JanusCommand.commandLine().getSubcommands().keySet()).contains(
                "0 done, 1 bad input or refused, 2 usage, 3 no running");
    }

    @ParameterizedTest
    @ValueSource(strings = { "run", "demo", "check", "status", "events", "plan", "apply", "history", "rollback", "drain",
            "enable",
            "weight", "completion" })
    void every_command_explains_itself(String command) {
        Cli help = Cli.janus(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: janus " + command);
    }

    @Test
    void version_tells_of_janus_quarkus_netty_and_java() {
        Cli version = Cli.janus("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out().lines()).hasSize(4);
        assertThat(version.out()).containsPattern("Janus +\\d+\\.\\d+").containsPattern("Quarkus +3\\.")
                .containsPattern("Netty +4\\.1\\.").contains("Java    " + Runtime.version());
    }

    @Test
    void arguments_without_a_command_belong_to_run() {
        assertThat(JanusCommand.withDefaultCommand()).containsExactly("run");
        assertThat(JanusCommand.withDefaultCommand("--config", "f")).containsExactly("run", "--config", "f");
        assertThat(JanusCommand.withDefaultCommand("check", "f")).containsExactly("check", "f");
    }

    @Test
    void the_options_of_the_top_stay_at_the_top() {
        JanusCommand.commandLine().getCommandSpec().optionsMap().keySet()
                .forEach(option -> assertThat(JanusCommand.withDefaultCommand(option)).containsExactly(option));
    }

    @Test
    void a_misspelled_option_is_a_usage_error_that_names_the_right_one() {
        Cli typo = Cli.janus("run", "--confg", "janus.yaml");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("--confg", "--config", "janus run --help");
    }

    @Test
    void a_misspelled_command_is_a_usage_error_that_names_the_right_one() {
        Cli typo = Cli.janus("stauts");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("stauts", "status");
    }

    @Test
    void a_command_after_options_is_a_usage_error() {
        Cli turned = Cli.janus("--config", "janus.yaml", "run");

        assertThat(turned.exitCode()).isEqualTo(2);
        assertThat(turned.err()).contains("'run'");
    }

    @Test
    void an_admin_address_without_a_port_is_a_usage_error_that_shows_one() {
        Cli bad = Cli.janus("status", "--admin", "localhost");

        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains("'localhost' must be host:port, and has no port", "Maybe 127.0.0.1:9090");
    }

    @Test
    void check_without_a_file_is_a_usage_error() {
        Cli missing = Cli.janus("check");

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("FILE", "janus check --help");
    }
}
