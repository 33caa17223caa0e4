package io.janus.quarkus.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The range of a number, a size or a duration in the mapping, written as an operator writes it. Both ends belong to the range.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Bounds {

    /**
     * The longest duration of any key: a timer of whole milliseconds in an {@code int} overflows after 24.8 days, and nothing
     * an operator waits for takes longer.
     */
    String LONGEST = "24d";

    String min();

    String max();
}
