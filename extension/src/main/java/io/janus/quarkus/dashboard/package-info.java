/** The dashboard: one page that holds everything it needs, and no data. What it shows it asks the admin API for. */
@NullMarked
package io.janus.quarkus.dashboard;

import org.jspecify.annotations.NullMarked;
