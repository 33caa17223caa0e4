/**
 * Access logs: one thread takes what event loops noted, makes lines of it and writes them. Nothing of a client's reaches a line
 * unescaped, and an output that takes nothing costs lines, never traffic.
 */
@NullMarked
package io.janus.quarkus.accesslog;

import org.jspecify.annotations.NullMarked;
