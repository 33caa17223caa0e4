/** Tests of ejection and slow start, with clocks of their own. */
@NullMarked
package io.janus.quarkus.eligibility;

import org.jspecify.annotations.NullMarked;
