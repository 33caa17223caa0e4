package io.janus.quarkus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Outcome;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.balancer.Score;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.WeightOverride;

class PicksTest {

    private static final double TENTH = 0.1;

    private static ExplainFixture with(String policy, BalancerFactory factory) {
        return new ExplainFixture(Map.of(policy, factory)).endpoints(ExplainFixture.app(3).policy(policy));
    }

    private static List<String> shown(Picks picks) {
        return picks.candidates().stream().map(one -> one.endpoint().id() + ": " + one.why()).toList();
    }

    @Test
    void shares_follow_the_weights_and_the_pick_is_who_gets_most() {
        Picks picks = new ExplainFixture().endpoints(ExplainFixture.app(3).policy("round-robin").weight(2, 8)).picks();

        assertThat(picks.trials()).isEqualTo(1000);
        assertThat(picks.pick().orElseThrow().endpoint().id()).isEqualTo("app-2");
        assertThat(picks.pick().orElseThrow().share().orElseThrow()).isEqualTo(80, offset(TENTH));
        assertThat(picks.candidates().get(0).score()).contains(new Score(80, "percent of the turns, by weight alone"));
        assertThat(picks.alike()).isEmpty();
    }

    @Test
    void the_least_loaded_is_picked_and_its_score_says_why() {
        ExplainFixture fixture = new ExplainFixture().endpoints(ExplainFixture.app(3).weight(3, 2));
        for (int i = 0; i < 3; i++) {
            fixture.endpoint(1).attemptBegan();
            fixture.endpoint(3).attemptBegan();
        }
        fixture.endpoint(2).attemptBegan();

        Picks picks = fixture.picks();

        assertThat(picks.pick().orElseThrow().endpoint().id()).isEqualTo("app-2");
        assertThat(picks.pick().orElseThrow().share()).hasValue(100);
        assertThat(picks.candidates()).extracting(one -> one.score().orElseThrow().value()).containsExactly(1.0, 3.0, 1.5);
    }

    @Test
    void ties_are_said() {
        assertThat(new ExplainFixture().endpoints(ExplainFixture.app(2)).picks().alike()).hasSize(1);
    }

    @Test
    void a_hash_policy_sends_a_client_to_one_endpoint_and_numbers_its_choices() {
        Picks picks = new ExplainFixture().endpoints(ExplainFixture.app(3).policy("ip-hash")).picks();

        assertThat(picks.pick().orElseThrow().share()).hasValue(100);
        assertThat(picks.pick().orElseThrow().score().orElseThrow().value()).isEqualTo(1);
        assertThat(picks.alike()).isEmpty();
    }

    @Test
    void who_may_not_be_picked_says_why() {
        ExplainFixture fixture = new ExplainFixture().endpoints(ExplainFixture.app(8).weight(1, 0));
        fixture.writer.override("app", "app-2",
                none -> new WeightOverride(true, OptionalInt.empty(), "ops at 127.0.0.1", Instant.EPOCH));
        fixture.writer.override("app", "app-3",
                none -> new WeightOverride(false, OptionalInt.of(0), "ops at 127.0.0.1", Instant.EPOCH));
        fixture.down(4);
        fixture.writer.eject(fixture.endpoint(5), new Ejection(Instant.EPOCH, Duration.ofSeconds(30), "5 attempts failed"));
        fixture.writer.publishChanges();

        assertThat(shown(fixture.picks()).stream().sorted()).containsExactly(
                "app-1: its configured weight is 0",
                "app-2: drained by ops at 127.0.0.1 since 1970-01-01T00:00:00Z",
                "app-3: its weight was set to 0 by ops at 127.0.0.1",
                "app-4: down: connection refused, since 1970-01-01T00:00:00Z",
                "app-5: ejected until 1970-01-01T00:00:30Z: 5 attempts failed",
                "app-6: up", "app-7: up", "app-8: up");
        assertThat(fixture.picks().candidates().subList(0, 3)).allMatch(Candidate::eligible);
        assertThat(fixture.picks().candidates().subList(3, 8)).noneMatch(Candidate::eligible)
                .allMatch(one -> one.share().isEmpty());
    }

    @Test
    void in_panic_those_that_are_down_are_used_and_say_so() {
        ExplainFixture fixture = new ExplainFixture().endpoints(ExplainFixture.app(1));
        fixture.down(1);

        Picks picks = fixture.picks();

        assertThat(picks.backend().panic()).isTrue();
        assertThat(shown(picks)).containsExactly("app-1: down: connection refused, since 1970-01-01T00:00:00Z; used"
                + " nevertheless, as the backend is in panic");
    }

    @Test
    void where_none_may_be_picked_janus_answers_itself() {
        ExplainFixture fixture = new ExplainFixture()
                .endpoints(ExplainFixture.app(1).panic(new PanicSpec(50, false)));
        fixture.down(1);

        Explanation http = fixture.web("GET", "/");

        assertThat(http.answer().orElseThrow().code()).isEqualTo("no_endpoint");
        assertThat(http.answer().orElseThrow().status()).hasValue(503);
        assertThat(http.picks().orElseThrow().pick()).isEmpty();
        assertThat(shown(http.picks().orElseThrow())).hasSize(1);
        assertThat(fixture.session("::1").answer().orElseThrow().status()).isEmpty();
    }

    @Test
    void an_endpoint_that_starts_slowly_says_so() {
        ExplainFixture fixture = new ExplainFixture().endpoints(ExplainFixture.app(2).policy("round-robin"));
        fixture.writer.warm(fixture.endpoint(2), 25);
        fixture.writer.publishChanges();

        Picks picks = fixture.picks();

        assertThat(shown(picks)).containsExactly("app-1: up", "app-2: up; starts slowly, and 25 % of its weight counts");
        assertThat(picks.candidates().get(0).share().orElseThrow()).isEqualTo(80, offset(TENTH));
    }

    @Test
    void beyond_two_hundred_candidates_are_counted() {
        Picks picks = new ExplainFixture().endpoints(ExplainFixture.app(250)).picks();

        assertThat(picks.candidates()).hasSize(200);
        assertThat(picks.candidatesMore()).isEqualTo(50);
    }

    @Test
    void the_balancer_in_force_is_not_asked_to_pick() {
        AtomicInteger balancers = new AtomicInteger();
        List<Integer> picked = new ArrayList<>();
        ExplainFixture fixture = with("counting", context -> {
            int number = balancers.incrementAndGet();
            return snapshot -> request -> {
                picked.add(number);
                return 0;
            };
        });

        fixture.picks();

        assertThat(balancers).hasValue(2);
        assertThat(picked).hasSize(1000).containsOnly(2);
    }

    @Test
    void a_policy_sees_the_request_as_in_traffic() {
        AtomicInteger odd = new AtomicInteger();
        ExplainFixture fixture = with("header", context -> snapshot -> request -> {
            boolean usual = request.attempt() == 1 && request.loop() == 0 && !request.hasHashKey()
                    && request.client().getAddress().getHostAddress().equals("10.1.2.3")
                    && "10.1.2.3".equals(request.header("X-Forwarded-For"));
            odd.addAndGet(usual ? 0 : 1);
            return "b".equals(request.header("X-A")) ? 2 : Picker.NONE;
        });

        assertThat(fixture.web("GET", "/", "x-a: b").picks().orElseThrow().pick().orElseThrow().endpoint().id())
                .isEqualTo("app-3");
        assertThat(odd).hasValue(0);
        Explanation none = fixture.web("GET", "/");
        assertThat(none.answer().orElseThrow().why()).isEqualTo("the policy picks none of the endpoints for it");
        assertThat(none.picks().orElseThrow().none()).isEqualTo(1000);
    }

    @Test
    void a_policy_that_counts_what_runs_gets_it_back() {
        AtomicInteger running = new AtomicInteger();
        ExplainFixture fixture = with("counting", context -> snapshot -> new Picker() {
            @Override
            public int pick(PickRequest request) {
                running.incrementAndGet();
                return 1;
            }

            @Override
            public void observe(int index, Outcome outcome, long latencyNanos) {
                running.addAndGet(outcome == Outcome.CANCELLED && index == 1 ? -1 : 0);
            }
        });

        fixture.picks();

        assertThat(running).hasValue(0);
    }

    @Test
    void a_policy_that_throws_is_reported_and_replaced_at_random_as_in_traffic() {
        ExplainFixture fixture = with("bad", context -> snapshot -> request -> {
            throw new IllegalStateException("no\nidea");
        });

        Picks picks = fixture.picks();

        assertThat(picks.trouble().orElseThrow()).contains("IllegalStateException: no\\u000aidea").contains("random");
        assertThat(picks.trials()).isEqualTo(1000);
        assertThat(picks.alike()).hasSize(2);
    }

    @Test
    void so_is_one_that_answers_nonsense_and_one_that_makes_no_picker() {
        assertThat(with("bad", context -> snapshot -> request -> 99).picks().trouble().orElseThrow())
                .contains("it answered 99 of 3 endpoints");
        assertThat(with("bad", context -> snapshot -> {
            throw new StackOverflowError();
        }).picks().trouble().orElseThrow()).contains("failed to make a picker").contains("StackOverflowError");
        ExplainFixture gone = new ExplainFixture(Map.of("bad", new BalancerFactory() {
            private boolean made;

            @Override
            public Balancer create(BalancerContext context) {
                if (made) {
                    throw new IllegalArgumentException("not again");
                }
                made = true;
                return snapshot -> request -> 0;
            }
        })).endpoints(ExplainFixture.app(1).policy("bad"));
        assertThat(gone.picks().trouble().orElseThrow()).contains("could not be tried").contains("not again");
    }

    @Test
    void a_score_that_throws_is_none() {
        ExplainFixture fixture = with("bad", context -> snapshot -> new Picker() {
            @Override
            public int pick(PickRequest request) {
                return 0;
            }

            @Override
            public Score score(int index, PickRequest request) {
                throw new IllegalStateException();
            }
        });

        assertThat(fixture.picks().candidates()).allMatch(one -> one.score().isEmpty());
        assertThat(fixture.picks().pick()).isPresent();
    }

    @Test
    void a_slow_policy_is_asked_less_often_and_how_often_is_said() {
        ConcurrentLinkedQueue<Integer> picks = new ConcurrentLinkedQueue<>();
        ExplainFixture fixture = new ExplainFixture(Map.of("slow", context -> snapshot -> request -> {
            long end = System.nanoTime() + Duration.ofMillis(5).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            picks.add(0);
            return 0;
        }), Duration.ofMillis(200), ExplainFixture.LONG).endpoints(ExplainFixture.app(3).policy("slow"));

        Picks made = fixture.picks();

        assertThat(made.trials()).isBetween(1, 41).isEqualTo(picks.size());
    }

    @Test
    void policies_that_never_come_back_hold_up_nothing_but_their_own_trials() {
        CompletableFuture<Integer> end = new CompletableFuture<>(); // to join it is not ended by an interrupt
        ExplainFixture fixture = new ExplainFixture(
                Map.of("fine", context -> snapshot -> request -> 1, "stuck", context -> snapshot -> request -> end.join()),
                ExplainFixture.LONG, Duration.ofSeconds(1)).endpoints(ExplainFixture.app(2).policy("stuck"));
        try {
            for (int i = 0; i < 4; i++) {
                assertThat(fixture.picks().trouble().orElseThrow()).contains("did not come back within 1000 ms");
            }
            Picks last = fixture.picks();
            assertThat(last.trouble().orElseThrow()).contains("4 other trials of this policy have not ended");
            assertThat(last.candidates()).hasSize(2).allMatch(one -> one.share().isEmpty());

            fixture.endpoints(ExplainFixture.app(2).policy("fine"));
            assertThat(fixture.picks().trouble()).as("another policy").isEmpty();
            fixture.endpoints(ExplainFixture.app(2).policy("stuck"));
        } finally {
            end.complete(0);
        }
        await().untilAsserted(() -> assertThat(fixture.picks().trouble()).isEmpty());
    }

    @Test
    void a_listener_that_is_not_there_has_no_explanation() throws Exception {
        ExplainFixture fixture = new ExplainFixture().endpoints(ExplainFixture.app(1));
        Question question = new Question("GET", "/", InetAddress.getLoopbackAddress(), List.of());
        assertThat(new Explainer(fixture.shared, spec -> {
            throw new AssertionError("nobody is asked");
        }).explain("other", question).get()).isEmpty();
    }
}
