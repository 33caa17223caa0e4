/**
 * Tests of the dashboard's page, as far as that goes without a browser.
 */
@NullMarked
package io.janus.quarkus.dashboard;

import org.jspecify.annotations.NullMarked;
