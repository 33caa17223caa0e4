package io.janus.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.faults.ledger.Outcome.Kind;
import io.janus.faults.ledger.Verdict.Rules;

/** The ledger finds what it is there to find. */
class LedgerTest {

    private final Ledger ledger = new Ledger();

    @TempDir
    Path directory;

    @Test
    void a_request_that_came_and_was_answered_once_is_good() throws IOException {
        Entry entry = ledger.begin(Ask.post(3, 5));
        entry.ended(answer(entry.id(), "5-aa"));

        assertThat(judged(visit("1.1", entry, entry.bodyDigest(), "5-aa")).breaches()).isEmpty();
    }

    @Test
    void a_request_without_an_outcome_is_lost() throws IOException {
        ledger.begin(Ask.get(1));

        assertThat(judged("").breaches()).singleElement().asString().startsWith("LOST");
    }

    @Test
    void a_request_that_is_waited_for_in_vain_is_lost() throws IOException {
        ledger.begin(Ask.get(1)).ended(Outcome.without(Kind.TIMEOUT, ""));

        assertThat(judged("").breaches()).singleElement().asString().startsWith("LOST");
    }

    @Test
    void a_post_that_came_twice_is_duplicated() throws IOException {
        Entry entry = ledger.begin(Ask.post(0, 5));
        entry.ended(answer(entry.id(), "5-aa"));

        assertThat(judged(visit("1.1", entry, entry.bodyDigest(), "-") + visit("1.2", entry, entry.bodyDigest(), "5-aa"))
                .breaches()).singleElement().asString().startsWith("DUPLICATED");
    }

    @Test
    void a_get_may_come_as_often_as_there_are_attempts() throws IOException {
        Entry entry = ledger.begin(Ask.get(5));
        entry.ended(answer(entry.id(), "5-aa"));
        String first = visit("1.1", entry, entry.bodyDigest(), "-") + visit("1.2", entry, entry.bodyDigest(), "5-aa");

        assertThat(judged(first).breaches()).isEmpty();
        assertThat(judged(first + visit("1.3", entry, entry.bodyDigest(), "-")).breaches()).singleElement().asString()
                .startsWith("DUPLICATED");
    }

    @Test
    void an_answer_with_the_name_or_the_body_of_another_is_crossed() throws IOException {
        Entry one = ledger.begin(Ask.get(5));
        Entry two = ledger.begin(Ask.get(5));
        one.ended(answer(two.id(), "5-aa"));
        two.ended(answer(two.id(), "5-aa"));

        assertThat(judged(visit("1.1", one, one.bodyDigest(), "5-aa") + visit("1.2", two, two.bodyDigest(), "5-bb")).breaches())
                .satisfiesExactly(first -> assertThat(first).startsWith("CROSSED with r2"),
                        second -> assertThat(second).startsWith("CROSSED with the body of r1"));
    }

    @Test
    void an_answer_that_looks_whole_and_is_not_is_silently_truncated() throws IOException {
        Entry entry = ledger.begin(Ask.get(5));
        entry.ended(answer(entry.id(), "3-cc"));

        assertThat(judged(visit("1.1", entry, entry.bodyDigest(), "5-aa")).breaches()).singleElement().asString()
                .startsWith("SILENTLY TRUNCATED");
    }

    @Test
    void a_request_that_looks_whole_to_its_endpoint_and_is_not_is_silently_truncated() throws IOException {
        Entry entry = ledger.begin(Ask.post(10, 5));
        entry.ended(Outcome.without(Kind.LEFT, ""));

        assertThat(judged(visit("1.1", entry, "3-cc", "5-aa")).breaches()).singleElement().asString()
                .startsWith("REQUEST SILENTLY TRUNCATED");
    }

    @Test
    void an_answer_that_no_endpoint_gave_is_nobodys() throws IOException {
        ledger.begin(Ask.get(5)).ended(answer("", "5-aa"));

        assertThat(judged("").breaches()).anyMatch(breach -> breach.startsWith("NOBODY'S ANSWER"));
    }

    @Test
    void a_bare_close_is_never_right() throws IOException {
        ledger.begin(Ask.get(5)).ended(Outcome.without(Kind.BARE_CLOSE, ""));

        assertThat(judged("").breaches()).singleElement().asString().startsWith("NOT ANSWERED");
    }

    @Test
    void an_answer_of_januss_own_needs_no_endpoint() throws IOException {
        ledger.begin(Ask.get(5)).ended(new Outcome(Kind.COMPLETE, 503, "no_endpoint", "", "60-aa", ""));

        assertThat(judged("").breaches()).isEmpty();
    }

    private static Outcome answer(String id, String digest) {
        return new Outcome(Kind.COMPLETE, 200, "", id, digest, "");
    }

    private static String visit(String number, Entry entry, String body, String answer) {
        String what = number + " " + entry.id();
        return "H " + what + " " + entry.ask().method() + "\nB " + what + " " + body + " COMPLETE\nI " + what + " " + answer
                + "\nA " + what + "\n";
    }

    private Verdict judged(String endpoint) throws IOException {
        ledger.endpoint("e1", Files.writeString(directory.resolve("e1.ledger"), endpoint));
        return ledger.judge(Rules.DEFAULT);
    }
}
