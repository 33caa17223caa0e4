/**
 * Janus as it is shipped, under faults: endpoints that are killed, frozen and badly behaved, clients that vanish, signals and
 * reloads. What became of each request is judged by a ledger.
 */
@NullMarked
package io.janus.faults;

import org.jspecify.annotations.NullMarked;
