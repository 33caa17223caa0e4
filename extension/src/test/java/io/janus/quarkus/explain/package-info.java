/**
 * Tests of {@code io.janus.quarkus.explain}, on a state without sockets; the call itself is tested in a built application, by
 * the deployment module.
 */
@NullMarked
package io.janus.quarkus.explain;

import org.jspecify.annotations.NullMarked;
