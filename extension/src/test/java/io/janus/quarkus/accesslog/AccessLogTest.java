package io.janus.quarkus.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRings;
import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.TcpSpec;
import io.janus.quarkus.testing.TestSpec;

/** The test's thread is the one event loop. */
class AccessLogTest {

    @TempDir
    private Path folder;

    private final AccessRings rings = new AccessRings(1);
    private final AccessLog log = new AccessLog(rings);

    @AfterEach
    void close() {
        log.close();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Listeners by name, each with a log of the pattern {@code NAME {end}} in that file; empty for none. */
    private static ProxySpec spec(Map<String, String> files) {
        Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
        files.forEach((name, file) -> listeners.put(name, listener(name, name + " {end}", file)));
        return new ProxySpec(listeners, TestSpec.app(new HostPort("127.0.0.1", 1)).build().backends());
    }

    private static ListenerSpec listener(String name, String format, String file) {
        return new ListenerSpec(name, new InetSocketAddress(0), 1, new TcpSpec("app"),
                file.isEmpty() ? Optional.empty() : Optional.of(new AccessLogSpec(format, file)));
    }

    private void use(ProxySpec spec) throws SpecRefusedException {
        log.prepare(spec).carryOut();
    }

    private void note(String listener, String end) {
        AccessRecord record = rings.of(0).take();
        record.begin(listener, false, Records.PEER, Records.PEER, 0);
        record.end(0, end, 1);
        rings.of(0).offer(record);
    }

    private void awaitLines(String name, String... lines) {
        await().untilAsserted(() -> assertThat(folder.resolve(name)).exists().content()
                .isEqualTo(lines.length == 0 ? "" : String.join("\n", lines) + "\n"));
    }

    private static List<Thread> writers() {
        return Thread.getAllStackTraces().keySet().stream().filter(one -> one.getName().equals("janus-access-log")).toList();
    }

    @Test
    void lines_are_appended_to_a_file_that_others_may_not_read() throws Exception {
        Files.writeString(folder.resolve("old"), "before\n");
        use(spec(Map.of("web", path("new"), "pg", path("old"))));
        note("web", "one");
        note("pg", "two");
        note("web", "three");

        awaitLines("new", "web one", "web three");
        awaitLines("old", "before", "pg two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new")))).startsWith("rw-")
                .endsWith("---");
        await().untilAsserted(() -> assertThat(log.lines()).isEqualTo(3));
        assertThat(log.dropped()).isZero();
    }

    @Test
    void two_listeners_may_share_a_file() throws Exception {
        use(spec(Map.of("web", path("both"), "pg", path("both"))));
        note("web", "one");
        note("pg", "two");

        awaitLines("both", "web one", "pg two");
    }

    @Test
    void what_is_in_the_rings_is_written_before_the_end() throws Exception {
        use(spec(Map.of("web", path("a"))));
        for (int i = 0; i < 1000; i++) {
            note("web", "end-" + i);
        }
        log.close();

        assertThat(Files.readAllLines(folder.resolve("a"))).hasSize(1000).startsWith("web end-0").endsWith("web end-999");
        assertThat(writers()).isEmpty();
    }

    @Test
    void no_thread_begins_where_there_is_no_log() throws Exception {
        use(spec(Map.of("web", "")));

        assertThat(writers()).isEmpty();
    }

    @Test
    void another_configuration_turns_logs_on_and_off_and_changes_where_they_go() throws Exception {
        use(spec(Map.of("web", path("a"))));
        note("web", "one");
        awaitLines("a", "web one");
        note("web", "before");
        use(spec(Map.of("web", path("b"))));
        awaitLines("a", "web one", "web before");
        await().untilAsserted(() -> assertThat(isOpen("a")).isFalse());
        note("web", "two");
        awaitLines("b", "web two");
        use(spec(Map.of("web", "")));
        await().untilAsserted(() -> assertThat(isOpen("b")).isFalse());
        note("web", "three");
        use(spec(Map.of("web", path("b"))));
        note("web", "four");

        await().untilAsserted(() -> assertThat(Files.readString(folder.resolve("b"))).endsWith("web four\n"));
    }

    @Test
    void a_file_that_stays_configured_stays_open_through_a_reload_of_another_format() throws Exception {
        use(spec(Map.of("web", path("a"))));
        note("web", "one");
        awaitLines("a", "web one");
        use(new ProxySpec(Map.of("web", listener("web", "now {end}", path("a"))),
                TestSpec.app(new HostPort("127.0.0.1", 1)).build().backends()));
        await().untilAsserted(() -> {
            note("web", "two");
            assertThat(Files.readString(folder.resolve("a"))).startsWith("web one\n").endsWith("now two\n");
        });
    }

    @Test
    void a_file_that_cannot_be_written_refuses_the_configuration_and_what_was_logged_goes_on() throws Exception {
        use(spec(Map.of("web", path("a"))));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("web", path("fine"));
        files.put("pg", path("no/such/folder"));
        files.put("dir", folder.toString());

        assertThatThrownBy(() -> log.prepare(spec(files))).isInstanceOfSatisfying(SpecRefusedException.class,
                refused -> assertThat(refused.problems()).satisfiesExactly(pg -> {
                    assertThat(pg.key()).isEqualTo("listeners.pg.access-log.to");
                    assertThat(pg.message()).isEqualTo(path("no/such/folder")
                            + " cannot be written: its directory does not exist. Maybe create that, or write to: stdout.");
                }, dir -> {
                    assertThat(dir.key()).isEqualTo("listeners.dir.access-log.to");
                    assertThat(dir.message()).contains("it is a directory");
                }));
        assertThat(isOpen("fine")).isFalse();
        note("web", "one");
        awaitLines("a", "web one");
    }

    @Test
    void a_pipe_is_refused_for_it_would_block_until_someone_reads_it() throws Exception {
        Process made = new ProcessBuilder("mkfifo", path("pipe")).redirectErrorStream(true).start();
        assumeThat(made.waitFor()).as("mkfifo is there").isZero();

        assertThatThrownBy(() -> log.prepare(spec(Map.of("web", path("pipe"))))).isInstanceOf(SpecRefusedException.class);
    }

    @Test
    void what_was_opened_for_a_configuration_that_is_discarded_is_closed_again() throws Exception {
        use(spec(Map.of("web", path("a"))));
        AccessLog.Change change = log.prepare(spec(Map.of("web", path("b"), "pg", path("c"))));
        assertThat(isOpen("b")).isTrue();
        change.discard();

        await().untilAsserted(() -> assertThat(isOpen("b") || isOpen("c")).isFalse());
        note("web", "one");
        awaitLines("a", "web one");
        awaitLines("b");
    }

    @Test
    void lines_of_a_listener_without_a_log_count_as_dropped() throws Exception {
        use(spec(Map.of("web", path("a"))));
        note("gone", "one");
        note("web", "two");

        awaitLines("a", "web two");
        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void a_file_that_was_moved_away_is_made_anew_without_being_asked() throws Exception {
        use(spec(Map.of("web", path("a"))));
        note("web", "one");
        awaitLines("a", "web one");
        Files.move(folder.resolve("a"), folder.resolve("a.1"));
        await().until(() -> Files.exists(folder.resolve("a")));
        note("web", "two");

        awaitLines("a", "web two");
        awaitLines("a.1", "web one");
    }

    @Test
    void a_file_that_was_moved_away_is_made_anew_when_asked() throws Exception {
        use(spec(Map.of("web", path("a"))));
        note("web", "one");
        awaitLines("a", "web one");
        Files.move(folder.resolve("a"), folder.resolve("a.1"));
        log.reopen();
        await().until(() -> Files.exists(folder.resolve("a")));
        note("web", "two");

        awaitLines("a", "web two");
        awaitLines("a.1", "web one");
    }

    @Test
    void a_file_that_cannot_be_made_anew_goes_on_in_the_old_one() throws Exception {
        Files.createDirectory(folder.resolve("logs"));
        use(spec(Map.of("web", path("logs/a"))));
        Files.move(folder.resolve("logs"), folder.resolve("logs.old"));
        log.reopen();
        await().untilAsserted(() -> {
            note("web", "one");
            assertThat(Files.readString(folder.resolve("logs.old/a"))).endsWith("web one\n");
        });
        Files.createDirectory(folder.resolve("logs"));

        await().until(() -> Files.exists(folder.resolve("logs/a")));
    }

    @Test
    void a_full_disk_costs_lines_and_nothing_else_and_other_files_go_on() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).as("there is a device that is always full").isTrue();
        use(spec(Map.of("web", full.toString(), "pg", path("a"))));
        note("web", "lost");
        note("pg", "one");
        awaitLines("a", "pg one");
        log.close();

        assertThat(log.lines()).isEqualTo(1);
        assertThat(log.dropped()).isEqualTo(1);
    }

    @Test
    void an_output_that_takes_nothing_fills_the_ring_and_holds_up_nobody() throws Exception {
        CountDownLatch reader = new CountDownLatch(1);
        try (AccessLog blocked = new AccessLog(rings, to -> new BlockedSink(reader))) {
            blocked.prepare(spec(Map.of("web", "stdout"))).carryOut();
            // The writer takes a few before it blocks; the loop never waits, however many there are.
            await().until(() -> {
                for (int i = 0; i < 1000; i++) {
                    note("web", "end-" + i);
                }
                return rings.dropped() > 1000;
            });
            long dropped = rings.dropped();
            assertThat(blocked.lines()).isZero();
            reader.countDown();

            await().untilAsserted(() -> assertThat(blocked.lines()).isPositive());
            assertThat(rings.dropped()).isEqualTo(dropped);
        }
    }

    @Test
    void an_output_that_takes_nothing_does_not_keep_the_end_waiting_for_long() throws Exception {
        CountDownLatch reader = new CountDownLatch(1);
        AccessLog blocked = new AccessLog(rings, to -> new BlockedSink(reader));
        blocked.prepare(spec(Map.of("web", "stdout"))).carryOut();
        note("web", "one");
        blocked.close();
        assertThat(writers()).hasSize(1);
        reader.countDown();

        await().untilAsserted(() -> assertThat(writers()).isEmpty());
    }

    /** Takes nothing before someone reads. */
    private record BlockedSink(CountDownLatch reader) implements Sink {

        @Override
        public String name() {
            return "blocked";
        }

        @Override
        public int write(byte[] bytes, int from, int to) throws IOException {
            try {
                reader.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return to - from;
        }

        @Override
        public void close() {
            // never
        }
    }

    /** Whether this process has the file open, by what Linux tells. */
    private boolean isOpen(String name) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(Files.isDirectory(descriptors)).as("Linux tells what is open").isTrue();
        try (var open = Files.list(descriptors)) {
            return open.anyMatch(one -> {
                try {
                    return Files.readSymbolicLink(one).equals(folder.toRealPath().resolve(name));
                } catch (IOException e) { // closed since it was listed
                    return false;
                }
            });
        }
    }
}
