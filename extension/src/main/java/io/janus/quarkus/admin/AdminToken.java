package io.janus.quarkus.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The token that callers have to send, as its file has it. Read by one thread, compared by every other. */
final class AdminToken {

    private static final Logger LOG = Logger.getLogger(AdminToken.class);

    /** Shorter ones can be guessed; longer ones are no token. */
    private static final int LEAST = 16;
    private static final int MOST = 512;

    private final Optional<Path> file;

    /** Of the token; null while there is none. Written by {@link #read}, read by everyone. */
    private volatile byte @Nullable [] digest;

    /** What was said last of the file, so that it is said once. Confined to who reads. */
    private String said = "";

    AdminToken(Optional<Path> file) {
        this.file = file;
    }

    /** Whether there is to be one. */
    boolean isConfigured() {
        return file.isPresent();
    }

    /** Whether there is one. */
    boolean isThere() {
        return digest != null;
    }

    /**
     * Reads the file again. Where it cannot be read, the token before goes on. Blocks.
     *
     * @return whether another token than before is the one to send: who came in with that is to be let go
     */
    boolean read() {
        if (file.isEmpty()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            String token = new String(in.readNBytes(MOST + 2), StandardCharsets.ISO_8859_1)
                    .replaceFirst("\r?\n$", "");
            if (token.length() < LEAST || token.length() > MOST || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                say("must hold one token of " + LEAST + " to " + MOST + " visible ASCII characters and nothing else");
                return false;
            }
            byte[] before = digest;
            byte[] now = sha256(token);
            digest = now;
            said = "";
            return before != null && !Arrays.equals(before, now);
        } catch (IOException e) {
            say("cannot be read (" + e.getClass().getSimpleName() + ")");
            return false;
        }
    }

    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            LOG.warnf("The file %s of admin.token-file %s. %s", file.orElseThrow(), what, isThere()
                    ? "The token before is still the one to send."
                    : "Until then the admin API is off.");
        }
    }

    /** Whether a caller sent it. Takes the same time for every wrong one. */
    boolean matches(@Nullable String authorization) {
        byte[] wanted = digest;
        String scheme = "Bearer ";
        if (wanted == null || authorization == null || !authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return false;
        }
        return MessageDigest.isEqual(wanted, sha256(authorization.substring(scheme.length()).strip()));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
