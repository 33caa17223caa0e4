/**
 * Configuration: the mapping of {@code janus.*}, the walk of the operator's file that gives every error its line, and the
 * validation that makes a {@link io.janus.proxy.spec.ProxySpec} of it. {@link io.janus.quarkus.config.ConfigLoader} is the way
 * in.
 */
@NullMarked
package io.janus.quarkus.config;

import org.jspecify.annotations.NullMarked;
