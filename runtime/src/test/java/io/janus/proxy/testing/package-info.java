/**
 * What tests of the data plane are written with: plain sockets at both ends, a proxy between them, and policies that remember.
 * Published with the module's test-jar, so that other modules may use it too.
 */
@NullMarked
package io.janus.proxy.testing;

import org.jspecify.annotations.NullMarked;
