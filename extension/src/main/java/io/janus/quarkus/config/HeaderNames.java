package io.janus.quarkus.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The keys of this map of the mapping are names of HTTP header fields: tokens (RFC 9110, section 5.6.2). */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface HeaderNames {
}
