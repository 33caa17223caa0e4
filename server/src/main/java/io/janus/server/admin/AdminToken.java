package io.janus.server.admin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.server.CommandRefusedException;

/**
 * The secret that a Janus off the loopback interface wants. It comes from a file or the environment, never from the
 * command line, which every user of the machine can read. No message quotes it.
 *
 * @param secret visible ASCII
 * @param source where it came from, for people
 */
record AdminToken(String secret, String source) {

    /** The token itself. */
    static final String VARIABLE = "JANUS_ADMIN_TOKEN";

    /** The name of a file with the token, as container platforms mount secrets. */
    static final String FILE_VARIABLE = "JANUS_ADMIN_TOKEN_FILE";

    /** No token is that long; whoever names another file by mistake is told instead of its being sent. */
    private static final int MOST_BYTES = 4096;

    /**
     * The token of {@code --token-file}, else of {@value #VARIABLE}, else of the file that {@value #FILE_VARIABLE} names; none
     * where nothing says so.
     *
     * @param option the value of {@code --token-file}
     * @param environment the process's environment
     * @throws CommandRefusedException when the file cannot be read, or holds no token
     */
    static Optional<AdminToken> choose(@Nullable Path option, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "");
        String fileVariable = environment.getOrDefault(FILE_VARIABLE, "");
        if (option != null) {
            return Optional.of(fromFile(option, "--token-file"));
        }
        if (!variable.isEmpty()) {
            return Optional.of(checked(variable, VARIABLE));
        }
        return fileVariable.isEmpty() ? Optional.empty() : Optional.of(fromFile(Path.of(fileVariable), FILE_VARIABLE));
    }

    private static AdminToken fromFile(Path file, String namedBy) {
        byte[] bytes = InputFile.read("token file", file, MOST_BYTES);
        // Each byte a character, so that those that are not ASCII are found.
        return checked(new String(bytes, StandardCharsets.ISO_8859_1), file + " (" + namedBy + ")");
    }

    /** Without the line end that editors and {@code echo} put behind it. */
    private static AdminToken checked(String text, String source) {
        String secret = text.replaceFirst("\r?\n\\z", "");
        if (secret.isEmpty()) {
            throw new CommandRefusedException("The token of " + source + " is empty. It must be that of janus.admin.");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new CommandRefusedException("The token of " + source
                    + " must be visible ASCII characters on one line, without blanks. Maybe make one with 'openssl rand -hex 32'.");
        }
        return new AdminToken(secret, source);
    }

    @Override
    public String toString() {
        return "token of " + source;
    }
}
