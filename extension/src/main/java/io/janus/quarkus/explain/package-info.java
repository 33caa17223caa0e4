/**
 * Why a request goes where it goes: a decision record for people, made by the route table and the policies themselves. Reads
 * the published state only, and runs on threads of the control plane.
 */
@NullMarked
package io.janus.quarkus.explain;

import org.jspecify.annotations.NullMarked;
