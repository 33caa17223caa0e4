package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The scanners judge and read heads as Netty's strictest decoders do, but for the {@link Difference}s that are listed. Whatever
 * else differs is a bug here or there.
 */
class NettyDifferenceTest {

    private static final long SEED = 9112;
    private static final int COUNT = 2_000;

    /** Ends every head, so that no verdict is left open only because a mutation took the empty line. */
    private static final String END = "\r\n\r\n";

    private static final Pattern LATER_VERSION = Pattern.compile("HTTP/1\\.[2-9](?=[ \r])");
    private static final Pattern ENCODING = Pattern.compile("(?i)(?<=[\\[\n])transfer-encoding=.*?(\n|(?=\\]))");
    private static final Pattern LENGTH = Pattern.compile("(?i)(?<=[\\[\n])content-length=\\d*(\n|(?=\\]))");
    private static final Pattern LEADING_ZERO = Pattern.compile("(?i)[\\[\n]content-length=0\\d");

    private final Set<Difference> seen = EnumSet.noneOf(Difference.class);
    private final List<String> unexplained = new ArrayList<>();

    @Test
    void every_difference_to_netty_is_listed_and_every_listed_difference_exists() {
        Heads.requests(SEED, COUNT).forEach(head -> compareRequest(head + END));
        Heads.responses(SEED, COUNT).forEach(head -> compareResponse(head + END));
        assertThat(unexplained).as("seed %d: differences that nothing explains", SEED).isEmpty();
        assertThat(seen).containsExactlyInAnyOrder(Difference.values());
    }

    @Test
    void the_page_names_every_difference() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "http-strictness.md"));
        assertThat(page).contains(Arrays.stream(Difference.values())
                .map(difference -> "| " + difference.title() + " | " + difference.section() + " | " + difference.reason()
                        + " |")
                .toList());
    }

    private void compareRequest(String head) {
        Text text = Text.of(head);
        RequestHead ours = new RequestHead();
        Verdict verdict = text.scan(ours);
        compare(head, verdict, ours.fault(), verdict == Verdict.COMPLETE ? NettyReading.of(text, ours) : "",
                NettyReading.ofRequest(head), NettyReading.ofRequest(asVersion11(head)));
    }

    private void compareResponse(String head) {
        Text text = Text.of(head);
        ResponseHead ours = new ResponseHead();
        Verdict verdict = text.scan(ours);
        compare(head, verdict, ours.fault(), verdict == Verdict.COMPLETE ? NettyReading.of(text, ours) : "",
                NettyReading.ofResponse(head), NettyReading.ofResponse(asVersion11(head)));
    }

    private void compare(String head, Verdict verdict, @Nullable Fault fault, String ours,
            String netty,
            String nettyAs11) {
        if (verdict == Verdict.REFUSED ? netty.equals(NettyReading.REFUSED) : ours.equals(netty)) {
            return;
        }
        if (verdict == Verdict.INCOMPLETE && netty.equals(NettyReading.INCOMPLETE)) {
            return;
        }
        if (fault != null) {
            refusedByUs(head, fault, netty);
        } else if (!nettyAs11.equals(netty) && nettyAs11.equals(ours)) {
            seen.add(Difference.LATER_MINOR_VERSION);
        } else if (Difference.isBodilessResponse(head) && without(ENCODING, ours).equals(without(ENCODING, nettyAs11))) {
            seen.add(Difference.ENCODING_FORGOTTEN);
        } else if (LEADING_ZERO.matcher(ours).find() && without(LENGTH, ours).equals(without(LENGTH, nettyAs11))) {
            seen.add(Difference.LEADING_ZEROS);
        } else {
            unexplained.add(head + "\n>>> " + verdict + " " + ours + "\n>>> Netty: " + netty);
        }
    }

    private void refusedByUs(String head, Fault fault, String netty) {
        List<Difference> reasons = Arrays.stream(Difference.values()).filter(difference -> difference.explains(fault, head))
                .toList();
        if (reasons.isEmpty()) {
            unexplained.add(head + "\n>>> " + fault + "\n>>> Netty: " + netty);
        }
        seen.addAll(reasons);
    }

    private static String asVersion11(String head) {
        return LATER_VERSION.matcher(head).replaceFirst("HTTP/1.1");
    }

    /** A reading without some of its fields. */
    private static String without(Pattern field, String reading) {
        return field.matcher(reading).replaceAll("").replace("\n]", "]");
    }
}
