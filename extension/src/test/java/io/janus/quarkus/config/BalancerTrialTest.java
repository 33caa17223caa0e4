package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Picker;

class BalancerTrialTest {

    @TempDir
    private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("janus.yaml"), ConfigFiles.MINIMAL
                + "      balancer: { type: mine, options: { depth: 3 } }\n");
    }

    private LoadedConfig load(BalancerFactory mine) throws BadConfigException {
        return ConfigLoader.standalone(file).load(Map.of("mine", mine));
    }

    @Test
    void the_balancer_of_each_backend_is_made_once_on_trial_and_closed() throws BadConfigException {
        List<BalancerContext> made = new ArrayList<>();
        List<Balancer> closed = new ArrayList<>();
        class Recording implements Balancer {
            @Override
            public Picker update(BackendSnapshot snapshot) {
                throw new AssertionError("a trial has no endpoints");
            }

            @Override
            public void close() {
                closed.add(this);
            }
        }

        load(context -> {
            made.add(context);
            return new Recording();
        });

        assertThat(made).singleElement().satisfies(context -> {
            assertThat(context.backend()).isEqualTo("app");
            assertThat(context.options()).isEqualTo(Map.of("depth", "3"));
            assertThat(context.loops()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(context.nanoClock()).isNotNull();
        });
        assertThat(closed).hasSize(1);
    }

    @Test
    void a_policy_that_fails_is_a_problem_of_its_backend_and_not_of_janus() {
        assertThatThrownBy(() -> load(context -> {
            throw new IllegalStateException("no licence");
        })).isInstanceOfSatisfying(BadConfigException.class, refused -> assertThat(refused.problems())
                .containsExactly(
                        new ConfigProblem("backends.app.balancer.options", 11, "cannot be used: the policy mine failed with "
                                + "java.lang.IllegalStateException: no licence. Maybe the policy has a bug.")));
    }

    @Test
    void a_policy_that_makes_nothing_is_a_problem_of_its_backend() {
        assertThatThrownBy(() -> load(new MakesNothing())).isInstanceOfSatisfying(BadConfigException.class,
                refused -> assertThat(refused.problems()).containsExactly(new ConfigProblem("backends.app.balancer.options", 11,
                        "\"mine\" made no balancer. Maybe the policy has a bug.")));
    }

    /** What a factory written without null checks may do. */
    private static final class MakesNothing implements BalancerFactory {

        @Override
        @SuppressWarnings("NullAway")
        public Balancer create(BalancerContext context) {
            return null;
        }
    }
}
