package io.janus.server.admin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which endpoint is meant.
 *
 * @param backend the name of its backend
 * @param endpoint its own
 */
record EndpointName(String backend, String endpoint) {

    /** What names are made of; Janus knows the rest of the rule, and which there are. */
    private static final Pattern BOTH = Pattern.compile("([A-Za-z0-9][\\w.-]*)/([A-Za-z0-9][\\w.-]*)");

    /** Where the admin API has it. */
    String path() {
        return "/backends/" + backend + "/endpoints/" + endpoint;
    }

    @Override
    public String toString() {
        return backend + "/" + endpoint;
    }

    /** Reads {@code BACKEND/ENDPOINT}. */
    @RegisterForReflection // picocli makes it by its constructor, and Quarkus registers only what has its annotations
    static final class Converter implements ITypeConverter<EndpointName> {

        @Override
        public EndpointName convert(String value) {
            Matcher both = BOTH.matcher(value);
            if (!both.matches()) {
                throw new TypeConversionException(
                        "'" + value
                                + "' must be the names of a backend and an endpoint with a slash between. Maybe app/app-1.");
            }
            return new EndpointName(both.group(1), both.group(2));
        }
    }
}
