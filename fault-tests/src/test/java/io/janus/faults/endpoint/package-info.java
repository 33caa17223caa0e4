/** The endpoint as a program: it answers, or misbehaves as it is told. Plain Java, started with the test classes alone. */
@NullMarked
package io.janus.faults.endpoint;

import org.jspecify.annotations.NullMarked;
