/**
 * What the extension does while an application is built: which beans and routes it has, depending on what else is there.
 * Nothing here exists at run time.
 */
@NullMarked
package io.janus.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
