/**
 * {@code janus demo}: Janus, endpoints and visitors in one process, and an endpoint that fails every minute. It is the first
 * thing a newcomer runs, and it leaves nothing behind.
 */
@NullMarked
package io.janus.server.demo;

import org.jspecify.annotations.NullMarked;
