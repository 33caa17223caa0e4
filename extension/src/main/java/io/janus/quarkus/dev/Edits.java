package io.janus.quarkus.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.janus.quarkus.config.ConfigLoader;
import io.quarkus.dev.spi.HotReplacementContext;

/**
 * Whether any source, resource or the operator's file was edited since it was last asked. It reads the times of all of them,
 * which is little for an application, but is only done while that does not run.
 */
final class Edits {

    private final List<Path> roots;
    private long seen;

    private Edits(List<Path> roots) {
        this.roots = roots;
        this.seen = state();
    }

    /** From now on. */
    static Edits of(HotReplacementContext context) {
        List<Path> roots = new ArrayList<>(context.getSourcesDir());
        roots.addAll(context.getResourcesDir());
        String file = System.getProperty(ConfigLoader.FILE_PROPERTY);
        if (file != null && !file.isBlank()) {
            roots.add(Path.of(file));
        }
        return new Edits(roots);
    }

    boolean any() {
        long now = state();
        boolean edited = now != seen;
        seen = now;
        return edited;
    }

    /** A number that any edit changes: files that are new, gone, of another size or another time. */
    private long state() {
        long state = 0;
        for (Path root : roots) {
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    state = 31 * state + files.mapToLong(Edits::state).sum();
                } catch (IOException | UncheckedIOException e) {
                    state = 31 * state; // it went while it was walked through; the next look will see
                }
            }
        }
        return state;
    }

    private static long state(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return (file.hashCode() * 31L + now.size()) * 31L + now.lastModifiedTime().hashCode();
        } catch (IOException e) {
            return 0; // as above
        }
    }
}
