/**
 * An application as a user would write it: the extension, a balancer of its own, a file. Its tests see it from outside.
 */
@NullMarked
package io.janus.it;

import org.jspecify.annotations.NullMarked;
