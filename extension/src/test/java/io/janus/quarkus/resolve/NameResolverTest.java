package io.janus.quarkus.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.control.BlockingWork;
import io.janus.quarkus.control.ControlLoop;
import io.janus.quarkus.testing.TestSpec;

/** Names with a real control loop and a name server of the test's own. */
class NameResolverTest {

    private final Map<String, String> server = new ConcurrentHashMap<>();
    /** Names whose look-up waits for the end of the test. */
    private final Map<String, CountDownLatch> silence = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final ControlLoop loop = new ControlLoop();
    private final BlockingWork work = new BlockingWork();
    private final NameResolver resolver = new NameResolver(loop, work.names(), this::lookUp, changes::incrementAndGet);

    @AfterEach
    void close() {
        onLoop(() -> {
            resolver.close();
            return true;
        });
        work.close();
        loop.close();
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        CountDownLatch silent = silence.get(host);
        if (silent != null) {
            try {
                silent.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        }
        String address = server.get(host);
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByName(address));
    }

    @Test
    void a_new_configuration_finds_its_names_before_it_is_in_force() {
        server.put("db", "10.0.0.1");

        prime(spec("db"));

        assertThat(address("db")).isEqualTo("10.0.0.1");
    }

    @Test
    void a_name_that_is_known_holds_up_no_reload() {
        server.put("db", "10.0.0.1");
        prime(spec("db"));

        prime(spec("db"));

        assertThat(lookups).hasValue(1);
    }

    @Test
    void a_name_without_an_answer_is_asked_once_however_many_wait_and_holds_up_no_other() {
        silence.put("dead", new CountDownLatch(1));
        server.put("db", "10.0.0.1");
        var first = onLoop(() -> resolver.prime(spec("dead")));
        var second = onLoop(() -> resolver.prime(spec("dead")));

        prime(spec("db"));

        assertThat(address("db")).isEqualTo("10.0.0.1");
        await().untilAsserted(() -> assertThat(lookups).as("both names, each once").hasValue(2));
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void names_that_failed_share_one_thread_and_leave_the_other_to_the_rest() {
        for (String dead : new String[] { "dead-1", "dead-2", "dead-3" }) {
            prime(spec(dead));
            silence.put(dead, new CountDownLatch(1));
        }
        for (String dead : silence.keySet()) {
            assertThat(onLoop(() -> resolver.prime(spec(dead)))).isNotDone();
        }
        server.put("db", "10.0.0.1");

        prime(spec("db"));

        assertThat(address("db")).isEqualTo("10.0.0.1");
    }

    @Test
    void a_literal_is_never_looked_up() {
        prime(spec("10.0.0.1"));

        assertThat(lookups).hasValue(0);
        assertThat(address("10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @Test
    void a_name_that_moves_is_noticed_within_the_interval() {
        server.put("db", "10.0.0.1");
        prime(spec("db"));
        reconcile(spec("db"));

        server.put("db", "10.0.0.2");

        await().untilAsserted(() -> assertThat(address("db")).isEqualTo("10.0.0.2"));
        assertThat(changes).hasValue(2);
    }

    @Test
    void the_last_known_good_address_stays_when_the_name_is_gone() {
        server.put("db", "10.0.0.1");
        prime(spec("db"));
        reconcile(spec("db"));

        server.clear();
        int before = lookups.get();

        await().until(() -> lookups.get() > before + 3);
        assertThat(address("db")).isEqualTo("10.0.0.1");
        assertThat(changes).hasValue(1);
    }

    @Test
    void a_name_that_appears_late_is_found() {
        prime(spec("db"));
        reconcile(spec("db"));
        assertThat(address("db")).isEqualTo("unresolved");

        server.put("db", "10.0.0.1");

        await().untilAsserted(() -> assertThat(address("db")).isEqualTo("10.0.0.1"));
    }

    @Test
    void a_name_that_nobody_uses_is_not_looked_up_any_more() {
        server.put("db", "10.0.0.1");
        server.put("web", "10.0.0.2");
        prime(spec("db"));
        reconcile(spec("db"));

        reconcile(spec("web"));

        await().untilAsserted(() -> assertThat(address("web")).isEqualTo("10.0.0.2"));
        assertThat(address("db")).isEqualTo("unresolved");
    }

    @Test
    void an_answer_for_a_name_that_nobody_uses_any_more_changes_nothing() {
        CountDownLatch silent = new CountDownLatch(1);
        silence.put("db", silent);
        server.put("db", "10.0.0.1");
        reconcile(spec("db"));
        await().until(() -> lookups.get() == 1);
        CompletableFuture<Void> taken = onLoop(() -> resolver.prime(spec("db")));

        reconcile(spec("web"));
        silent.countDown();

        await().until(taken::isDone);
        assertThat(changes).hasValue(0);
        assertThat(address("db")).isEqualTo("unresolved");
    }

    @Test
    void an_answer_that_comes_after_the_end_changes_nothing() {
        CountDownLatch silent = new CountDownLatch(1);
        silence.put("db", silent);
        server.put("db", "10.0.0.1");
        CompletableFuture<Void> primed = onLoop(() -> resolver.prime(spec("db")));
        await().until(() -> lookups.get() == 1);

        onLoop(() -> {
            resolver.close();
            return true;
        });
        silent.countDown();

        await().until(primed::isDone);
        assertThat(changes).hasValue(0);
        assertThat(address("db")).isEqualTo("unresolved");
    }

    @Test
    void nothing_is_looked_up_after_the_end() {
        server.put("db", "10.0.0.1");
        onLoop(() -> {
            resolver.close();
            return true;
        });

        prime(spec("db"));

        assertThat(lookups).hasValue(0);
    }

    private String address(String host) {
        var address = onLoop(() -> resolver.addresses().lookUp(new HostPort(host, 1)));
        return address.isUnresolved() ? "unresolved" : address.getAddress().getHostAddress();
    }

    private void prime(ProxySpec spec) {
        CompletableFuture<CompletableFuture<Void>> primed = loop.call(() -> resolver.prime(spec));
        primed.thenCompose(Function.identity()).join();
    }

    private void reconcile(ProxySpec spec) {
        onLoop(() -> {
            resolver.reconcile(spec);
            return true;
        });
    }

    private <T> T onLoop(Callable<T> task) {
        return Objects.requireNonNull(loop.call(task).join());
    }

    private static ProxySpec spec(String host) {
        return TestSpec.app(new HostPort(host, 1)).resolveInterval(Duration.ofMillis(20)).build();
    }
}
