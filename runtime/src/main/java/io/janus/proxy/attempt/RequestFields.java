package io.janus.proxy.attempt;

import org.jspecify.annotations.Nullable;

/** The header fields of a request, as policies may ask for them. */
@FunctionalInterface
public interface RequestFields {

    /**
     * The value of the first field of a name.
     *
     * @param name case-insensitive
     * @return null when there is none
     */
    @Nullable
    String header(String name);
}
