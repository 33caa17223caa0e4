package io.janus.quarkus.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A file that is appended to, and that others may move away: what its path leads to is opened anew when that is another file
 * than the open one.
 */
final class FileSink implements Sink {

    private static final Logger LOG = Logger.getLogger(FileSink.class);

    private static final Set<StandardOpenOption> APPEND = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);

    /** Others have no business with what clients asked for; a group that ships logs may have. */
    private static final FileAttribute<?> MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    // From sys/stat.h: what kind of file it is.
    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int CHARACTER_DEVICE = 0020000;

    private final Path path;
    private FileChannel channel;

    /** Which file is open, by device and inode; null where the file system does not tell. */
    private @Nullable Object key;

    private FileSink(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.key = keyOf(path);
    }

    /**
     * Opens a file, and makes it if there is none.
     *
     * @throws IOException also when it is there and is neither a file nor a device: a pipe would block until someone reads
     */
    static FileSink open(Path path) throws IOException {
        return new FileSink(path, channel(path));
    }

    private static FileChannel channel(Path path) throws IOException {
        refuseOthers(path);
        try {
            return FileChannel.open(path, APPEND, MODE);
        } catch (UnsupportedOperationException e) { // no permissions there, as on Windows
            return FileChannel.open(path, APPEND);
        }
    }

    private static void refuseOthers(Path path) throws IOException {
        int kind;
        try {
            kind = (Integer) Files.getAttribute(path, "unix:mode") & KIND;
        } catch (NoSuchFileException e) {
            return; // it will be made
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            kind = Files.isRegularFile(path) ? REGULAR : 0;
        }
        if (kind != REGULAR && kind != CHARACTER_DEVICE) {
            throw new IOException("it is " + (Files.isDirectory(path) ? "a directory" : "no file"));
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public int write(byte[] bytes, int from, int to) throws IOException {
        return channel.write(ByteBuffer.wrap(bytes, from, to - from));
    }

    @Override
    public void reopen() throws IOException {
        FileChannel fresh = channel(path);
        close();
        channel = fresh;
        key = keyOf(path);
    }

    @Override
    public void follow() throws IOException {
        boolean same;
        try {
            Object now = keyOf(path);
            same = now == null || now.equals(key);
        } catch (NoSuchFileException e) {
            same = false;
        }
        if (!same) {
            reopen();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debugf(e, "%s was not closed cleanly.", path);
        }
    }
}
