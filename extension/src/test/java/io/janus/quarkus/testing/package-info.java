/**
 * What the tests of several packages share.
 */
@NullMarked
package io.janus.quarkus.testing;

import org.jspecify.annotations.NullMarked;
