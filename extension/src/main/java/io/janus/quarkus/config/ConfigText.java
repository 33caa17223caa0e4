package io.janus.quarkus.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Reads the operator's file as text. */
public final class ConfigText {

    /**
     * Room for some 100,000 endpoints; whatever is larger is not a configuration, and would be held in memory several times.
     */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    static final String TOO_LARGE = "is larger than " + MOST_BYTES / 1024 / 1024
            + " MiB. Maybe it is not a configuration file.";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ConfigText() {
    }

    /** The text without a byte order mark; null when there is none, and then the findings say why. */
    static @Nullable String read(Path file, Findings findings) {
        byte[] bytes;
        try {
            if (Files.isDirectory(file)) {
                findings.file(null, "is a directory and must be a file. Maybe give the path of a file in it.");
                return null;
            }
            bytes = bytes(file);
        } catch (NoSuchFileException e) {
            findings.file(null, "does not exist. Maybe the path is wrong: relative paths start at "
                    + Path.of("").toAbsolutePath() + ".");
            return null;
        } catch (AccessDeniedException e) {
            findings.file(null, "cannot be read: permission denied. Maybe let the user that runs Janus read it.");
            return null;
        } catch (NotRegularException e) {
            findings.file(null,
                    "is not a regular file (maybe a pipe or a device) and must be one, for it is read again at each reload. Maybe write it to a file"
                            + " first.");
            return null;
        } catch (IOException e) {
            findings.file(null, "cannot be read: " + e.getMessage() + ".");
            return null;
        }
        if (bytes.length > MOST_BYTES) {
            findings.file(null, TOO_LARGE);
            return null;
        }
        return decoded(bytes, findings);
    }

    /**
     * The bytes of a regular file, or of one that a link leads to. Anything else is refused before it is opened: opening a pipe
     * waits for whoever writes to it, possibly for ever.
     *
     * @return at most {@link #MOST_BYTES} and one more, by which a file that is too large can be told; read with that bound and
     *         not by size, since the file may grow
     * @throws IOException when there is no such file, or it cannot be read, or is something else
     */
    public static byte[] bytes(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new NotRegularException();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /** The text of a file without a byte order mark; empty when it cannot be read. Blocks. */
    public static Optional<String> text(Path file) {
        return Optional.ofNullable(read(file, new Findings(new KeyLines())));
    }

    private static final class NotRegularException extends IOException {

        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            return "not a regular file";
        }
    }

    private static @Nullable String decoded(byte[] bytes, Findings findings) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = utf8.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            findings.file(line, "is not text in UTF-8. Maybe save the file as UTF-8.");
            return null;
        }
        return withoutMark(out.flip().toString());
    }

    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
