/** What happens, as it happens: for people and programs that look on. */
@NullMarked
package io.janus.quarkus.events;

import org.jspecify.annotations.NullMarked;
