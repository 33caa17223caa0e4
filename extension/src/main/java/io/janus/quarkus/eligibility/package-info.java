/**
 * Which endpoints may be picked, beyond what probes say: ejection for failing attempts, slow start, and what the log says when
 * too few are left. Looks at the endpoints' cells ten times a second, and writes through the state's one writer.
 */
@NullMarked
package io.janus.quarkus.eligibility;

import org.jspecify.annotations.NullMarked;
