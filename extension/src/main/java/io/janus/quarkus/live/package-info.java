/**
 * What the numbers do right now, for those who look: rates and latencies of the last second, sampled while somebody looks and
 * not otherwise. No event loop of the data plane comes here.
 */
@NullMarked
package io.janus.quarkus.live;

import org.jspecify.annotations.NullMarked;
