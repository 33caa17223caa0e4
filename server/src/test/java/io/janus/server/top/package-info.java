/** Tests of the live view: of what is shown and what keys do, and of a terminal that is none. */
@NullMarked
package io.janus.server.top;

import org.jspecify.annotations.NullMarked;
