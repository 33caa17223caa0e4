package io.janus.quarkus.reload;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What someone had seen who wants a configuration applied: it is only if that is still so.
 *
 * @param baseVersion the version in force; null for any
 * @param digest of the text that is to be applied; null for any
 */
public record Expected(@Nullable Long baseVersion, @Nullable String digest) {

    /** Whatever is in force, and whatever is read. */
    public static final Expected ANYTHING = new Expected(null, null);

    /**
     * Why it is not so; empty when it is.
     *
     * @param read the digest of the text that was read; asked for where it matters
     */
    Optional<String> broken(long version, Supplier<String> read) {
        if (baseVersion != null && baseVersion != version) {
            return Optional.of("Version " + version + " is in force, and this was planned against version " + baseVersion
                    + ": the configuration was changed meanwhile. Plan again.");
        }
        if (digest != null && !digest.equals(read.get())) {
            return Optional.of("What is read now is not what was planned: the file was changed meanwhile. Plan again.");
        }
        return Optional.empty();
    }
}
