/**
 * Quarkus dev mode: the data plane goes on while the application, and with it the control plane, stops and starts again.
 * None of it exists in production.
 */
@NullMarked
package io.janus.quarkus.dev;

import org.jspecify.annotations.NullMarked;
