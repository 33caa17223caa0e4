/**
 * The story event loops tell, in a bounded number of lines. Nothing reaches the log unescaped.
 */
@NullMarked
package io.janus.quarkus.log;

import org.jspecify.annotations.NullMarked;
