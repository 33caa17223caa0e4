package io.janus.proxy.http.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.janus.proxy.http.conformance.ConformanceCase.Ending;
import io.janus.proxy.http.conformance.ConformanceCase.Expected;
import io.janus.proxy.testing.HttpHead;
import io.janus.proxy.testing.HttpHead.Field;
import io.janus.proxy.testing.HttpRequest;
import io.janus.proxy.testing.HttpResponse;

/**
 * Compares what arrived with what a case demands. Fields keep their order, but for those that a proxy may put anywhere because
 * it makes them itself.
 */
final class ConformanceCheck {

    private static final Set<String> MADE_FOR_ENDPOINTS = Set.of("host", "connection", "upgrade", "via", "x-forwarded-for",
            "x-forwarded-proto", "x-forwarded-host");

    private static final Set<String> MADE_FOR_CLIENTS = Set.of("date", "connection", "upgrade", "via", "transfer-encoding",
            "content-length");

    /** Left open where a case does not name them. */
    private static final Set<String> UNSAID_FOR_CLIENTS = Set.of("date", "connection");

    /** An answer of Janus's own is a line or two. */
    private static final int SHORT = 512;

    private ConformanceCheck() {
    }

    /** The n-th request that reached the endpoint. */
    static void request(ConformanceCase one, int n, HttpRequest request, InetSocketAddress endpoint) {
        HttpHead head = request.head();
        assertThat(head.startLine()).as("the request line").endsWith(" HTTP/1.1");
        assertThat(head.values("Host")).as("Host to the endpoint").hasSize(1);
        for (String hopByHop : List.of("Keep-Alive", "Proxy-Connection", "TE")) {
            assertThat(head.values(hopByHop)).as("%s to the endpoint", hopByHop).isEmpty();
        }
        assertThat(head.has("Content-Length") && head.has("Transfer-Encoding")).as("both framings to the endpoint").isFalse();
        if (one.endpointGets().isEmpty()) {
            return;
        }
        String own = "127.0.0.1:" + endpoint.getPort();
        String wanted = one.endpointGets().get(Math.min(n, one.endpointGets().size() - 1)).replace("{endpoint}", own);
        int headEnd = wanted.indexOf("\r\n\r\n");
        List<String> lines = new ArrayList<>(List.of(wanted.substring(0, headEnd).split("\r\n")));
        assertThat(head.startLine()).as("the request line").isEqualTo(lines.remove(0));
        if (lines.stream().noneMatch(line -> line.startsWith("X-Forwarded-"))) {
            lines.add("X-Forwarded-For: 127.0.0.1");
            lines.add("X-Forwarded-Proto: http");
            lines.stream().filter(line -> line.startsWith("Host: ")).findFirst()
                    .ifPresent(line -> lines.add("X-Forwarded-" + line));
        }
        assertFields(lines, head.fields(), MADE_FOR_ENDPOINTS, "to the endpoint");
        assertThat(Escapes.show(request.body().rawText())).as("the body to the endpoint")
                .isEqualTo(Escapes.show(wanted.substring(headEnd + 4)));
    }

    /** The n-th response that reached the client. */
    static void response(ConformanceCase one, int n, HttpResponse response) {
        Expected expected = said(one.expect().get(n), response);
        HttpHead head = response.head();
        assertThat(response.status()).as("the status of\n      %s", Escapes.show(head.text())).isEqualTo(expected.status());
        assertThat(head.startLine()).startsWith("HTTP/1.1 ");
        assertThat(response.interim().stream().map(interim -> Integer.parseInt(interim.startLine().substring(9, 12))))
                .as("interim responses").isEqualTo(expected.interim());
        if (expected.codes().isEmpty()) {
            assertThat(response.error()).as("Janus-Error").isEmpty();
        } else {
            assertOwnAnswer(expected, response);
        }
        if (expected.status() != 101) {
            assertThat(head.values("Date")).as("Date to the client").hasSize(1);
        }
        assertThat(head.has("Content-Length") && head.has("Transfer-Encoding")).as("both framings to the client").isFalse();
        assertThat(response.body().isComplete()).as("whether the body is complete: %s", response.body().end())
                .isEqualTo(expected.ending() != Ending.CUT);
        assertConnection(one, expected, head);
        if (n == one.expect().size() - 1) {
            assertLast(one, expected, response);
        }
    }

    /** Which of two right answers it is. */
    private static Expected said(Expected expected, HttpResponse response) {
        if (expected.ending() != Ending.CUT_OR_502) {
            return expected;
        }
        return response.status() == 502 ? new Expected(502, List.of("bad_response"), expected.interim(), Ending.ANY)
                : new Expected(expected.status(), expected.codes(), expected.interim(), Ending.CUT);
    }

    private static void assertOwnAnswer(Expected expected, HttpResponse response) {
        assertThat(response.error()).as("Janus-Error").isIn(expected.codes());
        assertThat(response.head().values("Content-Length")).as("Content-Length of an own answer").hasSize(1);
        assertThat(response.head().value("Content-Type")).as("Content-Type of an own answer").startsWith("text/plain");
        assertThat(response.body().data().length).as("length of an own answer").isLessThan(SHORT);
    }

    private static void assertConnection(ConformanceCase one, Expected expected, HttpHead head) {
        boolean http10 = one.send().contains(" HTTP/1.0\r\n");
        if ((expected.ending() == Ending.CLOSE || expected.ending() == Ending.CLOSE_OR_RESET) && !http10) {
            assertThat(head.lists("Connection", "close")).as("whether the response says that the connection closes").isTrue();
        }
        if (expected.ending() == Ending.KEEP) {
            assertThat(head.lists("Connection", "close")).as("whether the response says that the connection closes").isFalse();
            if (http10) {
                assertThat(head.lists("Connection", "keep-alive")).as("whether the response says keep-alive").isTrue();
            }
        }
    }

    private static void assertLast(ConformanceCase one, Expected expected, HttpResponse response) {
        if (!one.clientGets().isEmpty()) {
            int headEnd = one.clientGets().indexOf("\r\n\r\n");
            List<String> lines = new ArrayList<>(List.of(one.clientGets().substring(0, headEnd).split("\r\n")));
            assertThat(response.head().startLine()).as("the status line").isEqualTo(lines.remove(0));
            List<Field> fields = response.head().fields().stream().filter(field -> isSaid(field, lines)).toList();
            assertFields(lines, fields, MADE_FOR_CLIENTS, "to the client");
            assertThat(Escapes.show(response.text())).as("the body to the client")
                    .isEqualTo(Escapes.show(one.clientGets().substring(headEnd + 4)));
        } else if (expected.codes().isEmpty() && one.endpointSends().isEmpty() && expected.status() == 200
                && !one.method(one.expect().size() - 1).equals("HEAD")) {
            assertThat(response.text()).as("the body to the client").isEqualTo("ok");
        }
        assertThat(response.body().trailers().stream().map(Field::toString)).as("trailers to the client")
                .isEqualTo(one.clientTrailers());
    }

    private static boolean isSaid(Field field, List<String> lines) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return !UNSAID_FOR_CLIENTS.contains(name)
                || lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"));
    }

    private static void assertFields(List<String> lines, List<Field> fields, Set<String> floating, String where) {
        List<Field> wanted = lines.stream().map(line -> {
            int colon = line.indexOf(':');
            return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
        }).toList();
        assertThat(shown(fields, floating, false)).as("fields in order %s", where).isEqualTo(shown(wanted, floating, false));
        assertThat(shown(fields, floating, true)).as("fields %s that may stand anywhere", where)
                .isEqualTo(shown(wanted, floating, true));
    }

    private static List<String> shown(List<Field> fields, Set<String> floating, boolean those) {
        var chosen = fields.stream().filter(field -> floating.contains(field.name().toLowerCase(Locale.ROOT)) == those)
                .map(field -> Escapes
                        .show(those ? field.name().toLowerCase(Locale.ROOT) + ": " + field.value() : field.toString()));
        return (those ? chosen.sorted() : chosen).toList();
    }
}
