/** Tests of {@code io.janus.quarkus.accesslog}, on real files and without a data plane: they fill its rings themselves. */
@NullMarked
package io.janus.quarkus.accesslog;

import org.jspecify.annotations.NullMarked;
