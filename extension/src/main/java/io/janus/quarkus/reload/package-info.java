/**
 * A new configuration into a running Janus: noticing that the file changed, reading it, and keeping account of what came of it.
 * A refused one changes nothing.
 */
@NullMarked
package io.janus.quarkus.reload;

import org.jspecify.annotations.NullMarked;
