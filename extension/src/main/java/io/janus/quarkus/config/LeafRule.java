package io.janus.quarkus.config;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * What a single value must be. Each rule answers the message for a text that breaks it, and null for a good one.
 */
sealed interface LeafRule permits LeafRule.WholeNumber, LeafRule.TimeSpan, SizeRule, LeafRule.OneOf, LeafRule.Text {

    /** Longer texts are no configuration; this is well above any address, name or label. */
    int LONGEST_TEXT = 4096;

    /** What is proposed for a duration without a default. */
    String USUAL_TIME = "30s";

    /**
     * @param text the value as written
     * @param origin where it comes from, if it is not the file, to stand right behind the value; or empty text
     * @return what is wrong, what it must be, and what to write; null when nothing is wrong
     */
    @Nullable
    String breach(String text, String origin);

    /** The value a good text stands for, of the type that the mapping has for it. */
    Object value(String text);

    /** The rule of a type of the mapping. */
    static LeafRule of(Method method, Class<?> type, String fallback) {
        Bounds bounds = method.getAnnotation(Bounds.class);
        Among among = method.getAnnotation(Among.class);
        if (type == int.class && among != null) {
            return new OneOf(type, List.of(among.value()));
        }
        if (type == int.class || type == Integer.class) {
            Bounds range = Objects.requireNonNull(bounds, "a number needs @Bounds");
            return new WholeNumber(Long.parseLong(range.min()), Long.parseLong(range.max()), fallback);
        }
        if (type == Duration.class) {
            Bounds range = Objects.requireNonNull(bounds, "a duration needs @Bounds");
            return new TimeSpan(range.min(), range.max(), fallback.isEmpty() ? USUAL_TIME : fallback);
        }
        if (type == MemorySize.class) {
            Bounds range = Objects.requireNonNull(bounds, "a size needs @Bounds");
            return new SizeRule(range.min(), range.max(), fallback);
        }
        if (type == boolean.class) {
            return new OneOf(type, List.of("true", "false"));
        }
        if (type.isEnum()) {
            return new OneOf(type, Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
        }
        if (type == String.class) {
            return new Text();
        }
        throw new IllegalArgumentException("no rule for values of " + type);
    }

    /** Decimal digits; a leading zero means nothing, an octal number least of all. */
    record WholeNumber(long min, long max, String example) implements LeafRule {

        @Override
        public Object value(String text) {
            return Integer.valueOf(text);
        }

        @Override
        public @Nullable String breach(String text, String origin) {
            // Twelve digits hold every range and no overflow.
            boolean number = text.matches("-?[0-9]{1,12}");
            if (number && Long.parseLong(text) >= min && Long.parseLong(text) <= max) {
                return null;
            }
            String nearest = !number ? example : String.valueOf(Long.parseLong(text) < min ? min : max);
            return Words.quoted(text, origin) + " must be a whole number from " + min + " to " + max + "."
                    + (nearest.isEmpty() ? "" : " Maybe write " + nearest + ".");
        }
    }

    /** A duration as Quarkus reads it: {@code 500ms}, {@code 5s}, {@code 1h30m}, plain seconds, or ISO 8601. */
    record TimeSpan(String min, String max, String example) implements LeafRule {

        @Override
        public Object value(String text) {
            return durationOf(text);
        }

        @Override
        public @Nullable String breach(String text, String origin) {
            Duration duration = parsed(text);
            if (isInRange(duration)) {
                return null;
            }
            String nearest = duration == null ? guess(text) : duration.compareTo(durationOf(min)) < 0 ? min : max;
            return Words.quoted(text, origin) + " must be a duration from " + min + " to " + max + ". Maybe write " + nearest
                    + ".";
        }

        private boolean isInRange(@Nullable Duration duration) {
            return duration != null && duration.compareTo(durationOf(min)) >= 0 && duration.compareTo(durationOf(max)) <= 0;
        }

        private static Duration durationOf(String text) {
            return Objects.requireNonNull(parsed(text));
        }

        private static @Nullable Duration parsed(String text) {
            try {
                return text.isBlank() ? null : DurationConverter.parseDuration(text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return null;
            }
        }

        /** {@code 5 seconds} and {@code 2min} are common; their first letters say what was meant. */
        private String guess(String text) {
            String squeezed = text.toLowerCase(Locale.ROOT).replace(" ", "");
            String digits = squeezed.replaceFirst("[a-z]+$", "");
            String unit = squeezed.substring(digits.length());
            if (unit.isEmpty() || !digits.matches("[0-9]{1,6}")) {
                return example;
            }
            String candidate = digits + (unit.startsWith("ms") || unit.startsWith("mil") ? "ms" : unit.substring(0, 1));
            return isInRange(parsed(candidate)) ? candidate : example;
        }
    }

    /** One of a few words. */
    record OneOf(Class<?> type, List<String> words) implements LeafRule {

        @Override
        public Object value(String text) {
            if (type == boolean.class) {
                return Boolean.valueOf(text);
            }
            return type == int.class ? Integer.valueOf(text) : type.getEnumConstants()[words.indexOf(text)];
        }

        @Override
        public @Nullable String breach(String text, String origin) {
            if (words.contains(text)) {
                return null;
            }
            String guess = words.size() == 1 ? null : Nearest.to(text, words);
            return Words.quoted(text, origin) + " must be " + Words.either(words) + "."
                    + (guess == null ? "" : " Maybe write " + guess + ".");
        }
    }

    /** Any text that is not empty; what it means is checked where it is used. */
    record Text() implements LeafRule {

        @Override
        public Object value(String text) {
            return text;
        }

        @Override
        public @Nullable String breach(String text, String origin) {
            if (text.isBlank()) {
                return Words.quoted(text, origin) + " must be a text that is not empty. Maybe remove the key.";
            }
            if (text.length() > LONGEST_TEXT) {
                return Words.quoted(text, origin) + " has " + text.length() + " characters and must have at most "
                        + LONGEST_TEXT + ".";
            }
            return hasControl(text) ? Words.quoted(text, origin) + " must be on one line, without control characters." : null;
        }

        private static boolean hasControl(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
