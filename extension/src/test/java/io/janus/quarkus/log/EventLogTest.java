package io.janus.quarkus.log;

import static io.janus.proxy.stats.ErrorCode.BAD_FRAMING;
import static io.janus.proxy.stats.ErrorCode.CONNECT_FAILURE;
import static io.janus.proxy.stats.ErrorCode.INTERNAL;
import static io.janus.proxy.stats.ErrorCode.NO_ENDPOINT;
import static io.janus.proxy.stats.ErrorCode.POLICY_FAILURE;
import static io.janus.proxy.stats.ErrorCode.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.proxy.io.IoLoops.StuckLoop;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.ProxyEvent;

@Tag("invariant-12")
class EventLogTest {

    private final List<String> lines = new ArrayList<>();
    private long nowNanos;
    private final EventLog log = new EventLog(() -> nowNanos, (level, line) -> lines.add(level + " " + line));

    private void event(ErrorCode code, String subject, String peer, @Nullable String detail) {
        log.take(new ProxyEvent(code, subject.equals("api") && code.status() > 0, subject, new InetSocketAddress(peer, 1234),
                detail));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
        log.sumUp();
    }

    @Test
    void the_first_of_each_code_and_subject_is_told_at_once() {
        event(NO_ENDPOINT, "postgres", "10.1.2.3", null);
        event(NO_ENDPOINT, "web", "10.1.2.3", null);
        event(CONNECT_FAILURE, "web", "10.1.2.4", "connection refused");

        assertThat(lines).containsExactly("WARN no_endpoint on postgres, from 10.1.2.3",
                "WARN no_endpoint on web, from 10.1.2.3",
                "WARN connect_failure on web, from 10.1.2.4: connection refused");
    }

    @Test
    void the_status_stands_in_front_where_the_client_saw_one() {
        event(BAD_FRAMING, "api", "10.1.2.3", null);
        event(BAD_FRAMING, "api", "10.1.2.3", null);
        event(NO_ENDPOINT, "postgres", "10.1.2.3", null);
        event(TRUNCATED, "api", "10.1.2.3", "app/app-1 at /10.0.0.9:80");
        pass(Duration.ofSeconds(1));

        assertThat(lines).containsExactly("WARN 400 bad_framing on api, from 10.1.2.3",
                "WARN no_endpoint on postgres, from 10.1.2.3",
                "WARN truncated on api, from 10.1.2.3: app/app-1 at /10.0.0.9:80",
                "WARN 400 bad_framing on api: 1 in the last second, last from 10.1.2.3");
    }

    @Test
    void the_rest_of_a_second_is_one_line() {
        event(NO_ENDPOINT, "postgres", "10.9.9.9", null);
        lines.clear();
        for (int i = 0; i < 8210; i++) {
            event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        }
        event(NO_ENDPOINT, "postgres", "10.1.2.3", null);
        assertThat(lines).isEmpty();

        pass(Duration.ofSeconds(1));

        assertThat(lines).containsExactly("WARN no_endpoint on postgres: 8,211 in the last second, last from 10.1.2.3");
    }

    @Test
    void nothing_is_told_before_the_second_is_over() {
        event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        lines.clear();

        pass(Duration.ofMillis(999));

        assertThat(lines).isEmpty();
    }

    @Test
    void a_second_of_quiet_makes_the_next_one_a_first_again() {
        event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        pass(Duration.ofSeconds(1));
        lines.clear();

        event(NO_ENDPOINT, "postgres", "10.0.0.2", null);

        assertThat(lines).containsExactly("WARN no_endpoint on postgres, from 10.0.0.2");
    }

    @Test
    void a_flood_is_one_line_a_second() {
        for (int tenth = 0; tenth < 100; tenth++) {
            event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
            event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
            pass(Duration.ofMillis(100));
        }

        assertThat(lines).hasSize(1 + 10);
    }

    @Test
    void a_policy_that_fails_is_told_once_a_minute() {
        for (int second = 0; second < 60; second++) {
            event(POLICY_FAILURE, "app", "10.0.0.1", "java.lang.ArithmeticException: / by zero");
            pass(Duration.ofSeconds(1));
        }

        assertThat(lines).hasSize(2).last().asString()
                .isEqualTo("WARN policy_failure on app: 59 in the last minute, last from 10.0.0.1: "
                        + "java.lang.ArithmeticException: / by zero");
    }

    @Test
    void an_end_loses_no_count() {
        event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        event(NO_ENDPOINT, "postgres", "10.0.0.1", null);
        lines.clear();

        log.finish();

        assertThat(lines).containsExactly("WARN no_endpoint on postgres: 1 in the last second, last from 10.0.0.1");
    }

    @Test
    void a_fault_of_janus_is_an_error() {
        event(INTERNAL, "web", "10.0.0.1", "java.lang.NullPointerException");

        assertThat(lines).containsExactly("ERROR internal on web, from 10.0.0.1: java.lang.NullPointerException");
    }

    @Test
    void what_is_not_plain_text_is_escaped_and_what_is_long_is_cut() {
        event(INTERNAL, "web", "10.0.0.1", "a\nb\u001b[31m\u202e" + "x".repeat(1000));

        assertThat(lines).singleElement().asString().contains("a\\u000ab\\u001b[31m\\u202ex").hasSizeLessThan(400)
                .doesNotContain("\n");
    }

    @Test
    void a_stuck_loop_is_told_with_where_it_is() {
        log.stuck(new StuckLoop("janus-io-1", 1250, List.of(new StackTraceElement("com.acme.Slow", "pick", "Slow.java", 12))));

        assertThat(lines).singleElement().asString().contains("janus-io-1", "1,250 ms", "com.acme.Slow.pick(Slow.java:12)");
    }
}
