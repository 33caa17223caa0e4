/**
 * The product: the {@code janus} command line. Commands are parsed and configuration is checked in plain Java; only {@code run}
 * and {@code demo} start Quarkus, and with it the proxy.
 */
@NullMarked
package io.janus.server;

import org.jspecify.annotations.NullMarked;
