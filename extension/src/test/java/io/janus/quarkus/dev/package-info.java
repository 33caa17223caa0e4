/**
 * What dev mode keeps from one application to the next.
 */
@NullMarked
package io.janus.quarkus.dev;

import org.jspecify.annotations.NullMarked;
