package io.janus.quarkus.reload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.quarkus.config.AdminConfig;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.ConfigText;
import io.janus.quarkus.config.LoadedConfig;
import io.janus.quarkus.config.ShutdownConfig;
import io.janus.quarkus.history.History;
import io.janus.quarkus.history.Trigger;
import io.janus.quarkus.plan.Change;
import io.janus.quarkus.plan.Plan;
import io.janus.quarkus.reload.Applied.Status;
import io.janus.quarkus.threads.ControlThread;

/**
 * The one way of a configuration into a running Janus, whoever brings it: read, map, validate, compare, apply. What comes of it
 * is told in the log, in the record, in the history and to the caller. Confined to the thread for files, so one follows the
 * other.
 */
public final class Reloader {

    private static final Logger LOG = Logger.getLogger(Reloader.class);

    /** What a log is read for at a glance. */
    private static final int MOST_LOGGED = 10;

    private final ConfigLoader loader;
    private final Map<String, BalancerFactory> policies;
    private final Target target;
    private final Optional<FileWatch> watch;
    private final int ioThreads;
    private final ApplicationKeys applicationKeys;
    private final BooleanSupplier stopping;
    private final ReloadRecord record = new ReloadRecord();
    private final History history = new History();

    /**
     * What is in force: how to stop, and the digest of the text it was read from; the rest is in the state. Null before the
     * start.
     */
    private @Nullable ShutdownConfig shutdown;
    private @Nullable String digest;

    /** As they were when Janus started; they stay. */
    private @Nullable AdminConfig admin;

    /** Made for the first reload or plan: a start should not look for its beans. */
    private @Nullable RoomToRead room;

    /** Where a good configuration goes. */
    public interface Target {

        /**
         * Puts a configuration in force. Blocks.
         *
         * @return whether it was another one than the one in force
         * @throws SpecRefusedException when it cannot be applied after all; nothing changed
         */
        boolean apply(LoadedConfig loaded) throws SpecRefusedException;

        /** Whether the specification is the one in force. */
        boolean isInForce(LoadedConfig loaded);

        /** The version in force. */
        long version();

        /**
         * What a configuration would change.
         *
         * @param shutdown how to stop, as it is in force
         */
        List<Change> changes(ShutdownConfig shutdown, LoadedConfig loaded);
    }

    /**
     * @param policies what backends may name
     * @param ioThreads the value of {@code io-threads} that Janus started with, which stays
     * @param applicationKeys what else the file said when the application started, which stays too
     * @param watch the watch over the loader's file, if it has one; it was marked before the first load
     * @param stopping whether Janus is stopping, so that nothing is put in force any more; asked on the thread for files
     */
    public Reloader(ConfigLoader loader, Map<String, BalancerFactory> policies, int ioThreads, ApplicationKeys applicationKeys,
            Optional<FileWatch> watch, BooleanSupplier stopping, Target target) {
        this.loader = loader;
        this.policies = policies;
        this.ioThreads = ioThreads;
        this.applicationKeys = applicationKeys;
        this.stopping = stopping;
        this.watch = watch;
        this.target = target;
    }

    /** Takes note of the configuration that Janus started with. Before anything else. */
    public void started(LoadedConfig loaded) {
        admin = loaded.config().admin();
        inForce(new Trigger("start"), loaded, List.of());
    }

    /** What came of it until now. Any thread. */
    public ReloadRecord record() {
        return record;
    }

    /** The configurations that were in force. Any thread. */
    public History history() {
        return history;
    }

    /** Whether the file says something else than what is in force; false where there is no file. Reads it. */
    public boolean fileDiffers() {
        Path file = loader.file();
        return file != null && !ConfigText.text(file).map(Source::digest).orElse("").equals(digest);
    }

    /** Reloads when the file changed since it was read. */
    public void look() {
        if (!stopping.getAsBoolean() && watch.isPresent() && watch.get().changed()) {
            apply(Source.FILE, Expected.ANYTHING, new Trigger("file change"));
        }
    }

    /**
     * Says what a configuration would change. Changes nothing.
     *
     * @throws BadConfigException with everything that is wrong with it
     */
    public Plan plan(Source source) throws BadConfigException {
        room().make();
        LoadedConfig loaded = source.read(loader).validate(policies);
        ShutdownConfig stop = shutdown;
        return new Plan(target.version(), Source.digest(loaded.text()), changes(loaded), restartNeeded(loaded),
                target.isInForce(loaded) && loaded.config().shutdown().equals(stop));
    }

    /** Puts a configuration in force, for a reason that is logged. Never throws. */
    public Applied apply(Source source, Expected expected, Trigger trigger) {
        if (stopping.getAsBoolean()) {
            return stopping();
        }
        if (source.text() == null) {
            watch.ifPresent(FileWatch::mark);
        }
        try {
            RoomToRead toRead = room();
            toRead.make();
            long begun = System.nanoTime();
            LoadedConfig loaded = source.read(loader).validate(policies);
            long validated = System.nanoTime();
            Optional<String> broken = expected.broken(target.version(), () -> Source.digest(loaded.text()));
            if (broken.isPresent()) {
                record.conflicted();
                if (source.text() == null) {
                    watch.ifPresent(FileWatch::takeBack); // what it says now may still be news
                }
                LOG.warnf("Reload (%s) not tried: %s", trigger, broken.get());
                return Applied.failed(Status.CONFLICT, target.version(), broken.get(), List.of());
            }
            ControlThread.giveWay();
            List<Change> changes = changes(loaded);
            try {
                boolean changed = target.apply(loaded);
                toRead.taken();
                return took(source, trigger, loaded, changed ? changes : List.of(), changed,
                        "read and checked in " + millis(begun, validated) + ", in force " + millis(validated, System.nanoTime())
                                + " later");
            } catch (SpecRefusedException e) {
                throw new BadConfigException(source.text() == null ? loader.file() : null,
                        e.problems().stream().map(loaded::locate).toList());
            }
        } catch (BadConfigException e) {
            Applied refused = refused(trigger, e.render());
            return new Applied(refused.status(), refused.version(), List.of(), List.of(), refused.message(), e.problems());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (stopping.getAsBoolean()) {
                LOG.debugf(e, "Reload (%s) given up, since Janus is stopping.", trigger);
                return stopping();
            }
            LOG.error("A reload failed, which is a fault of Janus or of a balancer bean.", e);
            return refused(trigger, String.valueOf(e));
        }
    }

    private RoomToRead room() {
        RoomToRead made = room;
        if (made == null) {
            made = new RoomToRead();
            room = made;
        }
        return made;
    }

    /** What is answered to who comes when Janus is stopping. It counts as nothing. */
    public Applied stopping() {
        return Applied.failed(Status.STOPPING, target.version(), "Janus is stopping.", List.of());
    }

    private List<Change> changes(LoadedConfig loaded) {
        ShutdownConfig inForce = shutdown;
        return target.changes(inForce == null ? loaded.config().shutdown() : inForce, loaded);
    }

    private List<String> restartNeeded(LoadedConfig loaded) {
        List<String> kept = new ArrayList<>();
        if (loaded.config().ioThreads() != ioThreads) {
            kept.add("io-threads is " + loaded.config().ioThreads() + " there, and stays " + ioThreads + " until then");
        }
        if (admin != null && !admin.equals(loaded.config().admin())) {
            kept.add("admin is another there, and stays as it is until then");
        }
        List<String> others = applicationKeys.changed(loaded);
        if (!others.isEmpty()) {
            kept.add("read at the start only, and different since: " + ApplicationKeys.shown(others));
        }
        return kept;
    }

    private static String millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from) + " ms";
    }

    /** @param times how long it took, for the log */
    private Applied took(Source source, Trigger trigger, LoadedConfig loaded, List<Change> changes, boolean changed,
            String times) {
        List<String> kept = restartNeeded(loaded);
        boolean restartNeeded = !kept.isEmpty();
        boolean beside = watch.isPresent() && source.text() != null;
        String message = (changed ? "The new configuration is in force as version " + target.version()
                : restartNeeded ? "Nothing changed that can change while Janus runs" : "The configuration is unchanged")
                + (restartNeeded ? ". Restart needed: " + String.join("; ", kept) : "")
                + (beside
                        ? ". The file " + loader.file()
                                + " was not written: its next change, SIGHUP or a restart brings back what it says"
                        : "");
        ControlThread.giveWay();
        record.succeeded(!changed);
        if (changed) {
            inForce(trigger, loaded, changes);
        } else {
            digest = Source.digest(loaded.text());
        }
        ControlThread.giveWay();
        LOG.logf(restartNeeded ? Logger.Level.WARN : Logger.Level.INFO, "Reload (%s): %s%s.%s", trigger, message,
                changed ? " (" + times + ")" : "", listed(changes));
        return new Applied(changed ? Status.APPLIED : Status.UNCHANGED, target.version(), changes, kept,
                message + ".", List.of());
    }

    /** The first few changes, a line each: the rest is in the history. */
    private static String listed(List<Change> changes) {
        StringBuilder lines = new StringBuilder();
        changes.stream().limit(MOST_LOGGED).forEach(change -> lines.append("\n  ").append(change.line()));
        if (changes.size() > MOST_LOGGED) {
            lines.append("\n  … and more: 'janus history' has them");
        }
        return lines.toString();
    }

    private void inForce(Trigger trigger, LoadedConfig loaded, List<Change> changes) {
        shutdown = loaded.config().shutdown();
        digest = Source.digest(loaded.text());
        history.took(target.version(), trigger, changes, loaded.text());
    }

    private Applied refused(Trigger trigger, String why) {
        record.refused(why);
        LOG.errorf("Reload (%s) refused, the configuration in force stays: %s", trigger, why);
        return Applied.failed(Status.REFUSED, target.version(), why, List.of());
    }
}
