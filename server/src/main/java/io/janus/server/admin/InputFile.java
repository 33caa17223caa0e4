package io.janus.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import io.janus.server.CommandRefusedException;

/** A file of this machine that a command sends to a running Janus. */
final class InputFile {

    /** Above this the admin API refuses a configuration, so it need not travel. */
    private static final int MOST_CONFIG_BYTES = 12 << 20;

    private InputFile() {
    }

    /**
     * A configuration as text.
     *
     * @throws CommandRefusedException when it cannot be read, is too large or is no UTF-8
     */
    static String config(Path file) {
        byte[] bytes = read("configuration file", file, MOST_CONFIG_BYTES);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new CommandRefusedException("The configuration file " + file + " must be text in UTF-8, and is not.");
        }
    }

    /**
     * A whole file.
     *
     * @param kind what it is, for people
     * @param mostBytes how much it may have
     * @throws CommandRefusedException when it cannot be read or has more
     */
    static byte[] read(String kind, Path file, int mostBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new CommandRefusedException("The " + kind + " " + file + " has more than " + mostBytes
                        + " bytes, the most that is allowed. Maybe it is another file.");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandRefusedException("The " + kind + " " + file + " cannot be read (" + why(e)
                    + "). It must be a file that exists and that this user may read.");
        }
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        // Others name the file once more, or say what the system said.
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
