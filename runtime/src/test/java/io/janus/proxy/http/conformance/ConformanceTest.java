package io.janus.proxy.http.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import io.janus.proxy.io.Transport;
import io.netty.channel.epoll.Epoll;

/**
 * What RFC 9110 and RFC 9112 demand of a proxy, case by case. The verdict on a case is the same however its bytes were split,
 * wherever on a connection it came, and on every transport.
 */
@Tag("invariant-2")
@Tag("invariant-3")
class ConformanceTest {

    @TestFactory
    Stream<DynamicContainer> every_case_in_every_delivery_on_epoll() {
        assumeTrue(Epoll.isAvailable());
        return ConformanceFile.all().stream().map(file -> tests(file, Transport.EPOLL, ConformanceTest::everyDelivery));
    }

    @TestFactory
    Stream<DynamicContainer> every_case_on_nio() {
        return ConformanceFile.all().stream().map(file -> tests(file, Transport.NIO, ConformanceTest::fewDeliveries));
    }

    static List<Shot> everyDelivery(ConformanceCase one) {
        List<Shot> shots = new ArrayList<>(List.of(Shot.whole(), Shot.second(), Shot.pipelined(), Shot.bytes()));
        if (one.sendGiven()) {
            shots.addAll(Shot.splits(one.send().length()));
        }
        if (!one.endpointSends().isEmpty()) {
            shots.add(Shot.answerBytes());
            shots.addAll(Shot.answerSplits(one.endpointSends().get(0).length()));
        }
        return shots;
    }

    private static List<Shot> fewDeliveries(ConformanceCase one) {
        return List.of(Shot.whole(), Shot.bytes(), Shot.answerBytes());
    }

    private static DynamicContainer tests(ConformanceFile file, Transport transport,
            Function<ConformanceCase, List<Shot>> shots) {
        Supplier<Map<ConformanceCase, AssertionError>> failures = once(() -> ConformanceRun.through(transport, file, shots));
        return dynamicContainer(file.topic(), file.cases().stream().map(one -> dynamicTest(one.toString(), () -> {
            AssertionError failure = failures.get().get(one);
            if (failure != null) {
                throw failure;
            }
        })));
    }

    /** The first test of a topic runs all of it; the others only look their result up. */
    private static <T> Supplier<T> once(Supplier<T> supplier) {
        return new Supplier<>() {
            private final List<T> value = new ArrayList<>(1);

            @Override
            public T get() {
                if (value.isEmpty()) {
                    value.add(supplier.get());
                }
                return value.get(0);
            }
        };
    }
}
