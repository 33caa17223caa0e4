/**
 * Bytes, heads and bodies, as clients and endpoints of these tests both see them. Plain Java: endpoints are processes of their
 * own.
 */
@NullMarked
package io.janus.faults.wire;

import org.jspecify.annotations.NullMarked;
