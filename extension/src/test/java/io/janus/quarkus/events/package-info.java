/**
 * Tests of {@code io.janus.quarkus.events}. What can be decided without a socket is decided here; the rest is tested in a built
 * application, by the deployment module.
 */
@NullMarked
package io.janus.quarkus.events;

import org.jspecify.annotations.NullMarked;
