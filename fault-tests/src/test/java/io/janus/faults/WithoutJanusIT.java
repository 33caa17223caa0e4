package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.faults.client.WireClient;
import io.janus.faults.endpoint.Act;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Outcome.Kind;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.FaultBed;

/**
 * With no Janus between them, clients do see what endpoints do, and the ledger finds it. So where the other tests see nothing
 * of it, it was Janus that stood in front of it.
 */
class WithoutJanusIT {

    private static FaultBed bed;
    private static WireClient client;

    @BeforeAll
    static void start() throws IOException {
        bed = new FaultBed("without-janus", 1);
        client = new WireClient(bed.endpoint(1).socketAddress(), bed.ledger());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        bed.close();
    }

    @ParameterizedTest
    @CsvSource({
            "ANSWER, length, COMPLETE, ''",
            "ANSWER, chunked, COMPLETE, ''",
            "ANSWER, close, COMPLETE, ''",
            "DRIP, chunked, COMPLETE, ''",
            "INTERIM, length, COMPLETE, ''",
            "RESET_MID, length, TRUNCATED, ''",
            "RESET_MID, close, TRUNCATED, ''",
            "CLOSE_MID, length, TRUNCATED, ''",
            "CLOSE_MID, chunked, TRUNCATED, ''",
            "CUT_HEAD, length, CUT_HEAD, NOT ANSWERED",
            "RESET_BEFORE, length, BARE_CLOSE, NOT ANSWERED",
            "CLOSE_BEFORE, length, BARE_CLOSE, NOT ANSWERED" })
    void a_client_sees_what_an_endpoint_does(Act act, String framing, Kind seen, String breach) {
        Entry entry = client.send(Ask.post(500, 300).act(act).framing(framing));

        assertThat(entry.is(seen)).as("%s", entry).isTrue();
        assertThat(breaches(entry)).hasSize(breach.isEmpty() ? 0 : 1)
                .allSatisfy(found -> assertThat(found).startsWith(breach));
    }

    @Test
    void a_second_answer_is_taken_for_that_to_the_next_request_and_the_ledger_finds_it() {
        // Again, should the client take so long in between that it opens another connection.
        await().pollDelay(Duration.ZERO).until(() -> {
            Entry one = client.send(Ask.get(100).act(Act.TWICE));
            Entry two = client.send(Ask.get(100));
            assertThat(breaches(one)).isEmpty();
            return breaches(two).stream().anyMatch(found -> found.startsWith("CROSSED with " + one.id()));
        });
    }

    private static List<String> breaches(Entry of) {
        return bed.ledger().judge(Rules.DEFAULT).breaches().stream().filter(found -> found.contains(": " + of.id() + " "))
                .toList();
    }
}
