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

import org.jspecify.annotations.Nullable;

/** Reads the operator's file as text. */
final class ConfigText {

    /**
     * Room for some 100,000 endpoints; whatever is larger is not a configuration, and would be held in memory several times.
     */
    static final int MOST_BYTES = 8 * 1024 * 1024;

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
            try (InputStream in = Files.newInputStream(file)) {
                // Read with a bound, not by size: the file may be a pipe, or grow.
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
        } catch (NoSuchFileException e) {
            findings.file(null, "does not exist. Maybe the path is wrong: relative paths start at "
                    + Path.of("").toAbsolutePath() + ".");
            return null;
        } catch (AccessDeniedException e) {
            findings.file(null, "cannot be read: permission denied. Maybe let the user that runs Janus read it.");
            return null;
        } catch (IOException e) {
            findings.file(null, "cannot be read: " + e.getMessage() + ".");
            return null;
        }
        if (bytes.length > MOST_BYTES) {
            findings.file(null, "is larger than " + MOST_BYTES / 1024 / 1024 + " MiB. Maybe it is not a configuration file.");
            return null;
        }
        return decoded(bytes, findings);
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
        String text = out.flip().toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
