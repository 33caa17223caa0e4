/**
 * What the operator wants: validated, immutable records. Nothing here knows how it will be done.
 */
@NullMarked
package io.janus.proxy.spec;

import org.jspecify.annotations.NullMarked;
