package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * What a factory may answer: a new balancer. And what a picker may: an accepted endpoint, and nothing else while there is one.
 */
public interface AnswerContract extends PolicyUnderTest {

    /** More than any policy takes different paths for, few enough to try every pattern of acceptance that matters. */
    int UP_TO_ENDPOINTS = 40;

    /** Enough for policies whose paths differ between few endpoints and many. */
    int MANY_ENDPOINTS = 1000;

    /** Also for the same backend: where a request would go is tried with one while another serves. */
    @Test
    default void each_balancer_is_a_new_one_unless_it_holds_nothing() {
        BalancerFactory factory = factory();
        Balancer serving = factory.create(TestContext.plain().options(options()));
        Balancer tried = factory.create(TestContext.plain().options(options()));
        boolean holdsNothing = Stream.<Class<?>> iterate(serving.getClass(), type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .allMatch(field -> Modifier.isStatic(field.getModifiers()));
        if (!holdsNothing) {
            assertThat(tried).isNotSameAs(serving);
        }
    }

    @Test
    default void the_only_endpoint_is_always_picked() {
        Picker picker = picker(TestSnapshot.of(1));
        TestPickRequest request = TestPickRequest.seeded(1);
        for (int i = 0; i < 1000; i++) {
            request.client(TestPickRequest.clientAddress(i)).hashKey(i);
            assertThat(picker.pick(request)).isZero();
        }
    }

    @Test
    default void every_answer_is_an_accepted_endpoint_whatever_is_accepted() {
        SplittableRandom random = new SplittableRandom(2);
        for (int endpoints = 1; endpoints <= UP_TO_ENDPOINTS; endpoints++) {
            Picker picker = picker(TestSnapshot.of(endpoints));
            TestPickRequest request = TestPickRequest.seeded(endpoints);
            for (int i = 0; i < 500; i++) {
                request.acceptAll().attempt(1 + i % 3).client(TestPickRequest.clientAddress(i)).hashKey(random.nextLong());
                boolean anyAccepted = false;
                int percentRefused = random.nextInt(101);
                for (int index = 0; index < endpoints; index++) {
                    if (random.nextInt(100) < percentRefused) {
                        request.refuse(index);
                    } else {
                        anyAccepted = true;
                    }
                }
                int picked = picker.pick(request);
                if (anyAccepted) {
                    assertThat(picked).as("of %s endpoints", endpoints).isBetween(0, endpoints - 1).matches(request::accepts,
                            "is accepted");
                } else {
                    assertThat(picked).isEqualTo(Picker.NONE);
                }
            }
        }
    }

    @Test
    default void none_is_the_answer_when_no_endpoint_is_accepted() {
        for (int endpoints : new int[] { 1, 2, 3, 10, MANY_ENDPOINTS }) {
            Picker picker = picker(TestSnapshot.of(endpoints));
            TestPickRequest request = TestPickRequest.seeded(3).refuseAll(endpoints);
            assertThat(picker.pick(request)).as("of %s endpoints", endpoints).isEqualTo(Picker.NONE);
        }
    }

    @Test
    default void the_only_accepted_endpoint_of_many_is_found() {
        Picker picker = picker(TestSnapshot.of(MANY_ENDPOINTS));
        TestPickRequest request = TestPickRequest.seeded(4);
        for (int index = 0; index < MANY_ENDPOINTS; index++) {
            request.client(TestPickRequest.clientAddress(index)).hashKey(index).acceptOnly(index, MANY_ENDPOINTS);
            assertThat(picker.pick(request)).isEqualTo(index);
        }
    }

    @Test
    default void a_picker_recovers_after_nothing_was_accepted() {
        Picker picker = picker(TestSnapshot.of(5));
        TestPickRequest request = TestPickRequest.seeded(5).refuseAll(5);
        for (int i = 0; i < 100; i++) {
            assertThat(picker.pick(request)).isEqualTo(Picker.NONE);
        }
        assertThat(picker.pick(request.acceptAll())).isBetween(0, 4);
    }

    @Test
    default void a_score_of_every_endpoint_can_be_asked_for() {
        for (int endpoints : new int[] { 1, 3, MANY_ENDPOINTS }) {
            Picker picker = picker(TestSnapshot.of(endpoints));
            TestPickRequest request = TestPickRequest.seeded(8);
            for (int index = 0; index < endpoints; index++) {
                int asked = index;
                assertThatCode(() -> picker.score(asked, request)).doesNotThrowAnyException();
            }
            assertThat(picker.pick(request)).as("of %s endpoints", endpoints).isBetween(0, endpoints - 1);
        }
    }
}
