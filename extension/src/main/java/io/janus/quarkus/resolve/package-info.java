/**
 * From host names to addresses, again and again, off every loop. Names are looked up here and nowhere else.
 */
@NullMarked
package io.janus.quarkus.resolve;

import org.jspecify.annotations.NullMarked;
