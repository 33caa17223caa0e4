/**
 * The extension in applications that are built for one test each. Endpoints are sockets of the test's own process; listeners
 * and endpoints take whatever port is free.
 */
@NullMarked
package io.janus.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
