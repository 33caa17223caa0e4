package io.janus.quarkus.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {

    /** An hour later no file is young, whatever the granularity of its time stamp. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void write_the_file() throws IOException {
        file = folder.resolve("janus.yaml");
        Files.writeString(file, "first");
    }

    private FileWatch marked() {
        FileWatch watch = new FileWatch(file, LATER);
        watch.mark();
        return watch;
    }

    /** Time stamps may be coarse: one that is certainly another makes the test mean what it says. */
    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
    }

    @Test
    void a_file_nobody_touched_has_not_changed() {
        FileWatch watch = marked();

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void a_file_written_in_place_has_changed_once_it_stays_the_same_for_a_look() throws IOException {
        FileWatch watch = marked();
        Files.writeString(file, "second, longer");

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_file_that_is_still_being_written_is_waited_for() throws IOException {
        FileWatch watch = marked();
        Files.writeString(file, "half");
        assertThat(watch.changed()).isFalse();
        Files.writeString(file, "half and whole");

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void what_was_read_and_not_used_is_still_a_change() throws IOException {
        FileWatch watch = marked();
        Files.writeString(file, "second, longer");
        age(file);
        watch.mark();
        assertThat(watch.changed()).isFalse();

        watch.takeBack();

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_file_renamed_over_it_has_changed() throws IOException {
        FileWatch watch = marked();
        Path other = Files.writeString(folder.resolve("other"), "other");
        age(other);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_link_that_leads_to_another_folder_has_changed() throws IOException {
        Files.delete(file);
        Path data = folder.resolve("data");
        for (String version : new String[] { "one", "two" }) {
            Files.createDirectory(folder.resolve(version));
            Files.writeString(folder.resolve(version).resolve("janus.yaml"), version);
        }
        Files.createSymbolicLink(data, Path.of("one"));
        Files.createSymbolicLink(file, Path.of("data", "janus.yaml"));
        FileWatch watch = marked();
        assertThat(watch.changed()).isFalse();

        Path swap = Files.createSymbolicLink(folder.resolve("swap"), Path.of("two"));
        Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void another_time_stamp_on_the_same_content_is_no_change() throws IOException {
        FileWatch watch = marked();
        age(file);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void a_change_that_does_not_show_in_the_attributes_is_seen_while_the_file_is_young() throws IOException {
        FileTime stamp = Files.getLastModifiedTime(file);
        FileWatch watch = new FileWatch(file, Clock.fixed(stamp.toInstant(), ZoneOffset.UTC));
        watch.mark();
        Files.writeString(file, "FIRST");
        Files.setLastModifiedTime(file, stamp);

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_file_that_is_gone_has_not_changed_and_has_when_it_comes_back_different() throws IOException {
        FileWatch watch = marked();
        Files.delete(file);
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();

        Files.writeString(file, "second");

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_device_in_its_place_is_not_read_and_a_file_after_it_is() throws IOException {
        FileWatch watch = marked();
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();

        Files.delete(file);
        Files.writeString(file, "second");

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
    }

    @Test
    void a_change_that_was_read_is_no_change() throws IOException {
        FileWatch watch = marked();
        Files.writeString(file, "second, longer");
        watch.mark();

        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isFalse();
    }
}
