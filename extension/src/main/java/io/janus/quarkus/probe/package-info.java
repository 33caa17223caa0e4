/**
 * Active health checks: opening a TCP connection to every endpoint now and then. What they learn reaches the state through the
 * control loop.
 */
@NullMarked
package io.janus.quarkus.probe;

import org.jspecify.annotations.NullMarked;
