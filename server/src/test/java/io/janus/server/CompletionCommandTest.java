package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    @TempDir
    Path directory;

    @Test
    void the_script_is_valid_and_knows_every_command() throws Exception {
        Cli completion = Cli.janus("completion");

        assertThat(completion.exitCode()).isZero();
        assertThat(completion.out()).contains(JanusCommand.commandLine().getSubcommands().keySet());
        assertThat(bash("-n", script(completion).toString())).isEmpty();
    }

    @Test
    void one_script_serves_both_shells() {
        assertThat(Cli.janus("completion", "zsh").out()).isEqualTo(Cli.janus("completion", "bash").out())
                .contains("ZSH_VERSION");
    }

    @Test
    void another_shell_is_a_usage_error_that_names_those_there_are() {
        Cli other = Cli.janus("completion", "fish");

        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("fish", "bash", "zsh");
    }

    @ParameterizedTest
    @CsvSource({ "stat, status", "status --tok, --token-file", "events --f, --follow", "completion z, zsh" })
    void words_are_completed(String typed, String completed) throws Exception {
        Path script = script(Cli.janus("completion"));

        assertThat(bash("-c", "source \"$0\" && read -ra COMP_WORDS <<<\"$1\" && COMP_CWORD=$((${#COMP_WORDS[@]} - 1))"
                + " && COMP_LINE=\"$1\" && _complete_janus 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"",
                script.toString(), "janus " + typed).strip().split("\\s+")).contains(completed);
    }

    private Path script(Cli completion) throws IOException {
        return Files.writeString(directory.resolve("janus"), completion.out());
    }

    /** What bash says, on either output. */
    private static String bash(String... args) throws IOException, InterruptedException {
        String[] command = new String[args.length + 1];
        command[0] = "bash";
        System.arraycopy(args, 0, command, 1, args.length);
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
