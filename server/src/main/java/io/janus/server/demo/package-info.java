/**
 * {@code janus demo}: Janus, three endpoints and a trickle of traffic in one process. It is the first thing a newcomer runs,
 * and it leaves nothing behind.
 */
@NullMarked
package io.janus.server.demo;

import org.jspecify.annotations.NullMarked;
