/**
 * Numbers and events on their way from event loops to the control plane: single-writer counters and histograms per loop, and
 * a bounded ring.
 */
@NullMarked
package io.janus.proxy.stats;

import org.jspecify.annotations.NullMarked;
