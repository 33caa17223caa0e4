package io.janus.quarkus.reload;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.ConfigReading;

/**
 * Where a configuration is read from: all sources anew, or all but the file, whose place a text takes.
 *
 * @param text the text; null for the file
 */
public record Source(@Nullable String text) {

    /** The operator's file, if there is one, and everything else. */
    public static final Source FILE = new Source(null);

    ConfigReading read(ConfigLoader loader) {
        return text == null ? loader.read() : loader.read(text);
    }

    /** Of a text, or of none. */
    static String digest(@Nullable String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((text == null ? "" : text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
