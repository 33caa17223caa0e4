/**
 * Tests of what is told to those who look.
 */
@NullMarked
package io.janus.quarkus.live;

import org.jspecify.annotations.NullMarked;
