package io.janus.quarkus.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.config.ConfigText;

/**
 * Notices that a file has other content than when it was last {@linkplain #mark() read}. It is asked, rather than told by the
 * operating system: that works the same for a write in place, a rename over it, a symbolic link that leads elsewhere (as in a
 * Kubernetes volume), on network file systems and in containers.
 *
 * <p>
 * Asked five times a second, it costs one look each time at the file's attributes; the content is only read when those
 * changed, or are so young that a further change might not show in them. Confined to the thread for files.
 */
public final class FileWatch {

    private static final Logger LOG = Logger.getLogger(FileWatch.class);

    /** The coarsest time stamps in use, FAT's, are 2 s apart: within that a second write may leave the same stamp. */
    private static final Duration YOUNG = Duration.ofSeconds(2);

    private final Path file;
    private final Clock clock;
    private @Nullable Stamp seen;
    private String readContent = "";

    /** What {@link #readContent} was before. */
    private String readBefore = "";

    /** A content that was seen once, and is waited for to stay; null when there is none. */
    private @Nullable String candidate;

    /** Looks in a row that found nothing to read. One is the gap in which an editor replaces the file; two are worth a word. */
    private int misses;

    public FileWatch(Path file) {
        this(file, Clock.systemUTC());
    }

    FileWatch(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    private record Stamp(FileTime modified, long size, @Nullable Object fileKey) {
    }

    /** Remembers the file as it is now; to be called before it is read, so that a change in between is not missed. */
    public void mark() {
        candidate = null;
        readBefore = readContent;
        try {
            seen = stamp();
            readContent = content();
        } catch (IOException e) {
            seen = null;
            readContent = "";
        }
    }

    /** Takes the last {@link #mark()} back: what was read then was not used. */
    public void takeBack() {
        seen = null;
        readContent = readBefore;
    }

    /**
     * Whether the file has other content than at the last {@link #mark()}, and had the same a moment ago: a file that is still
     * being written is given time. A file that is gone or cannot be read has not changed; that is logged once.
     */
    public boolean changed() {
        try {
            Stamp now = stamp();
            boolean young = now.modified().toInstant().isAfter(clock.instant().minus(YOUNG));
            if (now.equals(seen) && !young && candidate == null) {
                readable();
                return false;
            }
            String content = content();
            readable();
            seen = now;
            if (content.equals(readContent)) {
                candidate = null;
                return false;
            }
            boolean settled = content.equals(candidate);
            candidate = content;
            return settled;
        } catch (IOException e) {
            if (++misses == 2) {
                LOG.warnf("%s %s. The configuration in force stays.", file,
                        e instanceof NoSuchFileException ? "is gone" : "cannot be read: " + e);
            }
            return false;
        }
    }

    private void readable() {
        if (misses >= 2) {
            LOG.infof("%s can be read again.", file);
        }
        misses = 0;
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private String content() throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ConfigText.bytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
