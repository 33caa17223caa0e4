package io.janus.it;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/**
 * HTTP again, as {@link HttpBalancingTest} has it, with the packaged application: the jar, or with {@code -Dnative} the
 * executable.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ThreeEndpoints.class, restrictToAnnotatedClass = true)
class HttpBalancingIT extends HttpBalancingTest {
}
