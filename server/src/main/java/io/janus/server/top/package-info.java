/**
 * A live view of a running Janus in a terminal: what is shown and what keys do, as functions of frames. Asking Janus is left to
 * {@code io.janus.server.admin}, and the terminal itself to JLine, behind {@link io.janus.server.top.Display}.
 */
@NullMarked
package io.janus.server.top;

import org.jspecify.annotations.NullMarked;
