package io.janus.proxy.http.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.janus.proxy.http.conformance.ConformanceCase.Ending;
import io.janus.proxy.http.conformance.ConformanceCase.Expected;
import io.janus.proxy.testing.HttpAnswer.Then;

/**
 * A file of cases, one topic each. {@code README.md} beside the files says how they are written.
 *
 * @param topic the file's name
 * @param listener the listener's settings
 * @param routes {@code prefix action}
 * @param blocks how many blocks it has; one with {@code each} stands for several cases
 * @param cases the cases
 */
record ConformanceFile(String topic, List<String> listener, List<String> routes, int blocks, List<ConformanceCase> cases) {

    /** Client's faults that show only after the head went on. */
    private static final Set<String> FOUND_IN_BODY = Set.of("bad_chunk", "body_too_large");

    private static final String PLAIN_GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    private static final Pattern EXPECTED = Pattern
            .compile(
                    "(?<status>[0-9]{3}|nothing)(?<codes>( [a-z_|]+)??)(?<ending>( (keep|close-or-reset|close|cut-or-502|cut|any))?)(?<interim>( after [0-9 ]+)?)");

    private static final Set<String> KEYS = Set.of("name", "section", "send", "each", "expect", "client then", "client gets",
            "client trailers", "endpoint gets", "endpoint requests", "endpoint sends", "endpoint answers", "endpoint then",
            "endpoint connection", "deliver");

    /** The topics, in the order in which RFC 9112 treats them. */
    static List<String> topics() {
        try (InputStream in = Objects.requireNonNull(ConformanceFile.class.getResourceAsStream("/conformance/topics.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ConformanceFile> all() {
        return topics().stream().map(ConformanceFile::load).toList();
    }

    static ConformanceFile load(String topic) {
        String path = "/conformance/" + topic + ".txt";
        try (InputStream in = Objects.requireNonNull(ConformanceFile.class.getResourceAsStream(path), path)) {
            return parse(topic, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConformanceFile parse(String topic, String text) {
        List<String> listener = new ArrayList<>();
        List<String> routes = new ArrayList<>();
        List<Map<String, List<String>>> blocks = new ArrayList<>();
        String key = "";
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("|")) {
                List<String> values = blocks.get(blocks.size() - 1).get(key);
                int last = values.size() - 1;
                String more = line.startsWith("| ") ? line.substring(2) : line.substring(1);
                values.set(last,
                        values.get(last) + (more.endsWith("\\") ? more.substring(0, more.length() - 1) : more + "\\r\\n"));
                continue;
            }
            int colon = line.indexOf(':');
            key = colon < 0 ? line : line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (key.equals("listener")) {
                listener.addAll(List.of(value.split(" ")));
            } else if (key.equals("route")) {
                routes.add(value);
            } else if (!KEYS.contains(key)) {
                throw new IllegalArgumentException(topic + ".txt, line " + number + ": there is no key " + key);
            } else {
                if (key.equals("name")) {
                    blocks.add(new LinkedHashMap<>());
                }
                blocks.get(blocks.size() - 1).computeIfAbsent(key, any -> new ArrayList<>()).add(value);
            }
        }
        List<ConformanceCase> cases = new ArrayList<>();
        for (Map<String, List<String>> block : blocks) {
            try {
                cases.addAll(casesOf(block));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(topic + ".txt: " + block.get("name") + ": " + e.getMessage(), e);
            }
        }
        return new ConformanceFile(topic, listener, routes, blocks.size(), cases);
    }

    private static List<ConformanceCase> casesOf(Map<String, List<String>> block) {
        List<String> each = block.getOrDefault("each", List.of());
        if (each.isEmpty()) {
            return List.of(caseOf(block));
        }
        List<ConformanceCase> cases = new ArrayList<>();
        for (String one : each.get(0).split(" +")) {
            Map<String, List<String>> filled = new LinkedHashMap<>();
            block.forEach(
                    (key, values) -> filled.put(key, values.stream().map(value -> value.replace("{each}", one)).toList()));
            cases.add(caseOf(filled));
        }
        return cases;
    }

    private static ConformanceCase caseOf(Map<String, List<String>> block) {
        List<Expected> expect = new ArrayList<>();
        for (String one : only(block, "expect", "").split(",")) {
            expect.add(expected(one.strip()));
        }
        List<String> endpointGets = all(block, "endpoint gets");
        boolean foundInBody = expect.stream().anyMatch(one -> one.codes().stream().anyMatch(FOUND_IN_BODY::contains));
        return new ConformanceCase(only(block, "name", ""), only(block, "section", ""),
                block.containsKey("send") ? all(block, "send").get(0) : PLAIN_GET, block.containsKey("send"),
                only(block, "client then", "").equals("finish"), expect,
                Escapes.read(only(block, "client gets", "")),
                Escapes.read(only(block, "client trailers", "")).lines().toList(), endpointGets,
                requests(only(block, "endpoint requests", ""), endpointGets, expect),
                foundInBody || block.containsKey("client then"),
                all(block, "endpoint sends"), only(block, "endpoint answers", "").equals("early"),
                Then.valueOf(only(block, "endpoint then", "keep").toUpperCase(Locale.ROOT)),
                only(block, "endpoint connection", "").equals("closed"),
                Set.of(only(block, "deliver", "").split(" ")));
    }

    private static int requests(String given, List<String> gets, List<Expected> expect) {
        if (given.equals("any")) {
            return ConformanceCase.ANY;
        }
        if (!given.isEmpty()) {
            return Integer.parseInt(given);
        }
        // An answer of an endpoint, or one about an endpoint, took a request; one about the client took none.
        return !gets.isEmpty() ? gets.size()
                : (int) expect.stream().filter(one -> one.status() != 0 && (one.codes().isEmpty() || one.status() >= 500))
                        .count();
    }

    private static Expected expected(String text) {
        Matcher matcher = EXPECTED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cannot read expect: " + text);
        }
        String status = matcher.group("status");
        String codes = matcher.group("codes").strip();
        String ending = matcher.group("ending").strip();
        String interim = matcher.group("interim").replace("after", "").strip();
        return new Expected(status.equals("nothing") ? 0 : Integer.parseInt(status),
                codes.isEmpty() ? List.of() : List.of(codes.split("\\|")),
                interim.isEmpty() ? List.of() : List.of(interim.split(" ")).stream().map(Integer::valueOf).toList(),
                ending.isEmpty() ? (codes.isEmpty() && !status.equals("nothing") ? Ending.KEEP : Ending.ANY)
                        : Ending.valueOf(ending.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static List<String> all(Map<String, List<String>> block, String key) {
        return block.getOrDefault(key, List.of()).stream().map(Escapes::read).toList();
    }

    private static String only(Map<String, List<String>> block, String key, String otherwise) {
        List<String> values = block.getOrDefault(key, List.of(otherwise));
        if (values.size() != 1) {
            throw new IllegalArgumentException(key + " is given " + values.size() + " times");
        }
        return values.get(0);
    }
}
