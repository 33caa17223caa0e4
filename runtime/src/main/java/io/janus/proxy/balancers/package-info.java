/**
 * The built-in policies. They see the SPI and nothing else, exactly like a user's own.
 */
@NullMarked
package io.janus.proxy.balancers;

import org.jspecify.annotations.NullMarked;
