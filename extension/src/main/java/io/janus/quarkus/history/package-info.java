/** Which configurations were in force: what they changed, who brought them, and what they said. */
@NullMarked
package io.janus.quarkus.history;

import org.jspecify.annotations.NullMarked;
