package io.janus.quarkus.accesslog;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.janus.proxy.access.AccessRings;
import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.SpecRefusedException.Problem;
import io.janus.quarkus.accesslog.AccessLogWriter.Destination;

/**
 * The access logs of all listeners, as configurations come and go. {@link #prepare} and what follows it belong to whoever puts
 * configurations in force, one at a time; everything else may be called from any thread but an event loop.
 */
public final class AccessLog implements AutoCloseable {

    /** The {@code to} that is no path. */
    public static final String STDOUT = "stdout";

    private final AccessLogWriter writer;
    private final Opening opening;

    /** How a sink is opened. */
    @FunctionalInterface
    interface Opening {

        Sink open(String to) throws IOException;
    }

    /** @param rings where the data plane leaves what is to be written */
    public AccessLog(AccessRings rings) {
        this(rings, to -> to.equals(STDOUT) ? new StdoutSink() : FileSink.open(Path.of(to).toAbsolutePath()));
    }

    AccessLog(AccessRings rings, Opening opening) {
        this.writer = new AccessLogWriter(rings);
        this.opening = opening;
    }

    /**
     * Opens what a configuration adds. From now on lines go there, if there are any; what was logged before goes on. Blocks.
     *
     * @return to be carried out once the configuration is in force, or discarded
     * @throws SpecRefusedException with every file that cannot be opened; nothing changed
     */
    public Change prepare(ProxySpec spec) throws SpecRefusedException {
        Map<String, Destination> before = writer.destinations();
        Map<String, Output> outputs = new HashMap<>();
        before.values().forEach(destination -> outputs.put(destination.to(), destination.output()));
        Map<String, Output> opened = new HashMap<>();
        Map<String, Destination> after = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (ListenerSpec listener : spec.listeners().values()) {
            AccessLogSpec wanted = listener.accessLog().orElse(null);
            if (wanted == null) {
                continue;
            }
            try {
                Output output = outputs.get(wanted.to());
                if (output == null) {
                    output = writer.outputTo(opening.open(wanted.to()));
                    outputs.put(wanted.to(), output);
                    opened.put(wanted.to(), output);
                }
                after.put(listener.name(), new Destination(wanted.to(), output, LineFormat.of(wanted.format())));
            } catch (IOException e) {
                problems.add(new Problem("listeners." + listener.name() + ".access-log.to", explain(wanted.to(), e)));
            }
        }
        if (!problems.isEmpty()) {
            opened.values().forEach(output -> output.close(System.nanoTime()));
            throw new SpecRefusedException(problems);
        }
        Map<String, Destination> both = new HashMap<>(after);
        both.putAll(before);
        writer.use(both);
        return new Change(before, after, List.copyOf(opened.values()));
    }

    private static String explain(String to, IOException e) {
        String step = e instanceof NoSuchFileException ? "create that"
                : e instanceof AccessDeniedException ? "give the user that Janus runs as the right to" : "take another path";
        return to + " cannot be written: " + Reason.of(e) + ". Maybe " + step + ", or write to: stdout.";
    }

    /** What a configuration changes about access logs. Used once. */
    public final class Change {

        private final Map<String, Destination> before;
        private final Map<String, Destination> after;
        private final List<Output> opened;

        private Change(Map<String, Destination> before, Map<String, Destination> after, List<Output> opened) {
            this.before = before;
            this.after = after;
            this.opened = opened;
        }

        /** The configuration is in force: what nobody writes to any more is closed, when what was noted for it is written. */
        public void carryOut() {
            writer.use(after);
            Set<Output> gone = AccessLogWriter.outputsOf(before);
            gone.removeAll(AccessLogWriter.outputsOf(after));
            writer.close(gone);
        }

        /** The configuration is not in force after all. */
        public void discard() {
            writer.use(before);
            writer.close(opened);
        }
    }

    /** Opens all files anew, as after they were renamed. Returns at once. */
    public void reopen() {
        writer.reopen();
    }

    /** How many lines were written. */
    public long lines() {
        return writer.counts().written();
    }

    /** How many lines were dropped here: there was no room for them, or nobody wanted them any more. */
    public long dropped() {
        return writer.counts().dropped();
    }

    /** Writes what the data plane left, and ends. Blocks for two seconds at most, should an output take nothing. */
    @Override
    public void close() {
        writer.close();
    }
}
