/** Processes: Janus, its endpoints, the signals they are sent, and the configuration. */
@NullMarked
package io.janus.faults.process;

import org.jspecify.annotations.NullMarked;
