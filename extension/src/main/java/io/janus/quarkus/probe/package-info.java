/**
 * Active health checks: connecting to every endpoint now and then, and for HTTP asking it something. What they learn
 * reaches the state through the control loop.
 */
@NullMarked
package io.janus.quarkus.probe;

import org.jspecify.annotations.NullMarked;
