package io.janus.server.admin;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long to wait, as a configuration has it: {@code 500ms}, {@code 30s}, {@code 1m30s}, {@code 1h}. */
@RegisterForReflection // picocli makes it by its constructor, and Quarkus registers only what has its annotations
public final class WaitConverter implements ITypeConverter<Duration> {

    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}ms");
    private static final Pattern PARTS = Pattern.compile("(?=\\d)(\\d{1,5}h)?(\\d{1,7}m)?(\\d{1,9}s)?");

    @Override
    public Duration convert(String value) {
        if (MILLIS.matcher(value).matches()) {
            return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - "ms".length())));
        }
        if (PARTS.matcher(value).matches()) {
            return Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
        }
        throw new TypeConversionException("'" + value + "' must be a duration in h, m, s or ms. Maybe 30s, or 1m30s.");
    }
}
