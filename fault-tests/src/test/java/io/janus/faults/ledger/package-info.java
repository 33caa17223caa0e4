/** Who sent what, who got what, and whether it fits together. */
@NullMarked
package io.janus.faults.ledger;

import org.jspecify.annotations.NullMarked;
