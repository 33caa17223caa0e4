package io.janus.quarkus.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers there are for this key of the mapping, where they are too few for a range. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Among {

    String[] value();
}
