/**
 * Tests of {@code io.janus.quarkus.admin}. What can be decided without a socket is decided here; the rest is tested in a built
 * application, by the deployment module.
 */
@NullMarked
package io.janus.quarkus.admin;

import org.jspecify.annotations.NullMarked;
