package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Picker;
import io.janus.balancer.TestContext;
import io.janus.balancer.TestEndpoint;
import io.janus.balancer.TestPickRequest;
import io.janus.balancer.TestSnapshot;

class IpHashTest {

    private static final int CLIENTS = 20_000;

    @Test
    void the_port_of_a_client_does_not_count() throws Exception {
        Picker picker = picker(TestSnapshot.of(50));
        InetAddress address = InetAddress.getByName("192.0.2.7");
        assertThat(IntStream.rangeClosed(1024, 2024).map(port -> pick(picker, new InetSocketAddress(address, port))).distinct())
                .hasSize(1);
    }

    @Test
    void nothing_but_the_address_counts() {
        Picker picker = picker(TestSnapshot.of(50));
        TestPickRequest request = TestPickRequest.seeded(1);
        int picked = picker.pick(request);
        assertThat(picker.pick(TestPickRequest.seeded(2).attempt(2).hashKey(99).header("x", "y"))).isEqualTo(picked);
    }

    @Test
    void clients_of_one_ipv6_network_are_spread() throws Exception {
        Picker picker = picker(TestSnapshot.of(4));
        int[] shares = new int[4];
        for (int i = 0; i < 4000; i++) {
            shares[pick(picker, new InetSocketAddress(InetAddress.getByName("2001:db8::" + Integer.toHexString(i)), 1))]++;
        }
        // 1,000 each, with a standard deviation of 27
        assertThat(IntStream.of(shares)).allMatch(share -> share > 750 && share < 1250);
    }

    @Test
    void when_an_endpoint_goes_its_clients_move_and_few_others_do() {
        TestSnapshot before = TestSnapshot.of(10);
        TestSnapshot after = before.without(4);
        // a tenth has to move; a table that is rebuilt may take a few per cent of the others along
        assertThat(othersThatMoved(before, after)).isLessThan(CLIENTS * 5 / 100);
    }

    @Test
    void when_one_of_a_hundred_goes_few_others_move() {
        TestSnapshot before = TestSnapshot.of(100);
        assertThat(othersThatMoved(before, before.without(50))).isLessThan(CLIENTS * 5 / 100);
    }

    @Test
    void when_an_endpoint_comes_its_share_moves_to_it_and_few_others_move() {
        TestSnapshot before = TestSnapshot.of(9);
        TestSnapshot after = before.with(TestEndpoint.numbered(9), BackendSnapshot.WEIGHT_UNIT);
        assertThat(othersThatMoved(after, before)).isLessThan(CLIENTS * 5 / 100);
    }

    @Test
    void an_endpoint_that_comes_back_gets_its_old_clients_back() {
        TestSnapshot before = TestSnapshot.of(10);
        TestSnapshot restored = before.without(4).with(before.endpoint(4), BackendSnapshot.WEIGHT_UNIT);
        Picker one = picker(before);
        Picker other = picker(restored);
        assertThat(IntStream.range(0, 1000).mapToObj(TestPickRequest::clientAddress))
                .allMatch(client -> pick(one, client) == pick(other, client));
    }

    @Test
    void clients_of_an_endpoint_that_is_not_accepted_keep_a_second_one_and_share_out_evenly() {
        Picker picker = picker(TestSnapshot.of(5));
        int[] shares = new int[5];
        for (int i = 0; i < CLIENTS; i++) {
            InetSocketAddress client = TestPickRequest.clientAddress(i);
            if (pick(picker, client) == 2) {
                int second = picker.pick(TestPickRequest.seeded(1).client(client).refuse(2));
                assertThat(picker.pick(TestPickRequest.seeded(2).client(client).refuse(2))).isEqualTo(second);
                shares[second]++;
            }
        }
        // a quarter of about 4,000 each, with a standard deviation of 27
        assertThat(shares[2]).isZero();
        assertThat(new int[] { shares[0], shares[1], shares[3], shares[4] }).satisfies(
                others -> assertThat(IntStream.of(others)).allMatch(share -> share > 750 && share < 1250));
    }

    @Test
    void who_is_not_affected_by_a_refusal_stays() {
        Picker picker = picker(TestSnapshot.of(5));
        for (int i = 0; i < 1000; i++) {
            InetSocketAddress client = TestPickRequest.clientAddress(i);
            int picked = pick(picker, client);
            if (picked != 2) {
                assertThat(picker.pick(TestPickRequest.seeded(1).client(client).refuse(2))).isEqualTo(picked);
            }
        }
    }

    @Test
    void a_client_keeps_its_endpoint_when_almost_none_is_accepted() {
        Picker picker = picker(TestSnapshot.of(1000));
        TestPickRequest request = TestPickRequest.seeded(1);
        IntStream.range(0, 1000).filter(i -> i % 333 != 1).forEach(request::refuse);
        int[] picks = IntStream.range(0, 100).map(i -> picker.pick(request.client(TestPickRequest.clientAddress(i)))).toArray();
        int[] again = IntStream.range(0, 100).map(i -> picker.pick(request.client(TestPickRequest.clientAddress(i)))).toArray();
        assertThat(again).isEqualTo(picks);
        assertThat(IntStream.of(picks).distinct().sorted()).containsExactly(1, 334, 667);
    }

    /** Of those whose endpoint stays, how many change endpoints. */
    private static long othersThatMoved(TestSnapshot before, TestSnapshot after) {
        Picker old = picker(before);
        Picker current = picker(after);
        return IntStream.range(0, CLIENTS).filter(i -> {
            InetSocketAddress client = TestPickRequest.clientAddress(i);
            TestEndpoint was = before.endpoint(pick(old, client));
            return after.endpoints().contains(was) && after.endpoint(pick(current, client)) != was;
        }).count();
    }

    private static Picker picker(TestSnapshot snapshot) {
        return IpHash.create(TestContext.plain()).update(snapshot);
    }

    private static int pick(Picker picker, InetSocketAddress client) {
        return picker.pick(TestPickRequest.seeded(1).client(client));
    }
}
