/**
 * What the parts of the request path cost, one class for each. Inputs differ from call to call, so that neither the branch
 * predictor nor the compiler learns them by heart; what a call answers is checked or returned, so that none of it is left out.
 */
@NullMarked
package io.janus.benchmarks;

import org.jspecify.annotations.NullMarked;
