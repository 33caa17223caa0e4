/** Tests of {@code io.janus.quarkus.threads}. */
@NullMarked
package io.janus.quarkus.threads;

import org.jspecify.annotations.NullMarked;
