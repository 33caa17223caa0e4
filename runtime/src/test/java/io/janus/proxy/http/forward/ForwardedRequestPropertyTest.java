package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.RandomRequest.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

/** What holds for every head that is forwarded. */
class ForwardedRequestPropertyTest {

    private static final int HEADS = 2_000;
    private static final HeaderEditsSpec EDITS = new HeaderEditsSpec(List.of("x-b"), Map.of("x-env", "prod"),
            Map.of("x-a", "1"));

    private final RequestHead before = new RequestHead();
    private final RequestHead after = new RequestHead();

    @Test
    void a_forwarded_head_is_the_same_request_again() {
        forEach(seed -> {
            RandomRequest request = new RandomRequest(new Random(seed));
            RequestForwarding forwarding = draft(seed);
            RequestForwarding.scan(before, request.text);
            String sent = complete(forwarding, forwarding.forward(request.text));
            RequestForwarding.scan(after, sent);

            assertThat(sent).startsWith(request.method + " " + request.target + " HTTP/1.1\n");
            assertThat(after.method()).isEqualTo(before.method());
            assertThat(after.framing()).isEqualTo(before.framing());
            assertThat(after.contentLength()).isEqualTo(before.contentLength());
            assertThat(values(sent, "host")).containsExactly(request.authority.isEmpty() ? "made:1" : request.authority);
        });
    }

    @Test
    void a_forwarded_head_has_nothing_of_this_hop() {
        forEach(seed -> {
            RandomRequest request = new RandomRequest(new Random(seed));
            RequestForwarding.scan(before, request.text);
            String sent = draft(seed).forward(request.text);
            boolean upgrades = before.wantsUpgrade() && !request.text.contains("Upgrade: h2c");

            assertThat(values(sent, "connection")).isEqualTo(upgrades ? List.of("upgrade") : List.of());
            assertThat(values(sent, "upgrade")).hasSize(upgrades ? 1 : 0);
            assertThat(fields(sent)).extracting(RandomRequest::name).doesNotContain("keep-alive", "proxy-connection", "te",
                    "x");
        });
    }

    @Test
    void the_applications_own_lines_go_on_in_their_order() {
        forEach(seed -> {
            RandomRequest request = new RandomRequest(new Random(seed));
            String sent = draft(seed).forward(request.text);
            List<String> expected = request.ordinary().stream().filter(line -> !isEdited(seed) || !name(line).equals("x-b"))
                    .toList();
            List<String> ordinary = fields(sent).stream().filter(line -> RandomRequest.isOrdinary(name(line))).toList();

            assertThat(isEdited(seed) ? ordinary.subList(0, ordinary.size() - 1) : ordinary).isEqualTo(expected);
        });
    }

    @Test
    void an_untrusted_peer_forges_nothing() {
        forEach(seed -> {
            RandomRequest request = new RandomRequest(new Random(seed));
            String sent = draft(seed).forward(request.text);

            assertThat(sent).doesNotContain(RandomRequest.FORGED);
            assertThat(fields(sent)).filteredOn(ForwardedRequestPropertyTest::isOfFamily).isEqualTo(request.authority.isEmpty()
                    ? List.of("X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: http")
                    : List.of("X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: http",
                            "X-Forwarded-Host: " + request.authority));
        });
    }

    @Test
    void a_trusted_peer_has_its_word_completed_once() {
        forEach(seed -> {
            RandomRequest request = new RandomRequest(new Random(seed));
            RequestForwarding forwarding = draft(seed).trusting("192.0.2.0/24");
            String sent = forwarding.forward(request.text);
            List<String> lists = values(request.text, "x-forwarded-for");

            assertThat(values(sent, "x-forwarded-for"))
                    .containsExactly((RandomRequest.FORGED + ", ").repeat(lists.size()) + "192.0.2.7");
            assertThat(values(sent, "x-forwarded-proto")).hasSize(1);
            assertThat(values(sent, "x-forwarded-host")).hasSizeLessThanOrEqualTo(1);
            assertThat(fields(sent)).filteredOn(ForwardedRequestPropertyTest::isOfFamily)
                    .noneMatch(line -> name(line).indexOf('_') >= 0);
        });
    }

    private interface Claim {
        void holdsFor(long seed);
    }

    private static void forEach(Claim claim) {
        for (long seed = 0; seed < HEADS; seed++) {
            try {
                claim.holdsFor(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + new RandomRequest(new Random(seed)).text, e);
            }
        }
    }

    private static RequestForwarding draft(long seed) {
        RequestForwarding forwarding = seed % 2 == 0 ? new RequestForwarding().withVia() : new RequestForwarding();
        return isEdited(seed) ? forwarding.editing(EDITS) : forwarding;
    }

    private static boolean isEdited(long seed) {
        return seed % 3 == 0;
    }

    private static String complete(RequestForwarding forwarding, String sent) {
        int offset = forwarding.hostOffset();
        if (offset < 0) {
            return sent;
        }
        // One line stands before it, and its CR is not in this text.
        return sent.substring(0, offset - 1) + "Host: made:1\n" + sent.substring(offset - 1);
    }

    private static List<String> fields(String head) {
        return head.lines().skip(1).toList();
    }

    private static List<String> values(String head, String name) {
        return fields(head).stream().filter(line -> name(line).equals(name))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    private static boolean isOfFamily(String line) {
        String name = name(line).replace('_', '-');
        return name.equals("forwarded") || name.equals("x-real-ip") || name.startsWith("x-forwarded-");
    }
}
