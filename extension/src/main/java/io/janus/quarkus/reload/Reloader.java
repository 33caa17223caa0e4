package io.janus.quarkus.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ApplicationKeys;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;

/**
 * Reads the configuration anew and puts it in force, or says why not: in the log, in the record and to the caller. Confined to
 * the thread for files, so one reload follows the other.
 */
public final class Reloader {

    private static final Logger LOG = Logger.getLogger(Reloader.class);

    private final ConfigLoader loader;
    private final Map<String, BalancerFactory> policies;
    private final Target target;
    private final Optional<FileWatch> watch;
    private final int ioThreads;
    private final ApplicationKeys applicationKeys;
    private final BooleanSupplier stopping;
    private final ReloadRecord record = new ReloadRecord();

    /** Where a good configuration goes. */
    @FunctionalInterface
    public interface Target {

        /**
         * Puts a configuration in force. Blocks.
         *
         * @return whether it was another one than the one in force
         * @throws SpecRefusedException when it cannot be applied after all; nothing changed
         */
        boolean apply(LoadedConfig loaded) throws SpecRefusedException;
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

    /** What came of it until now. Any thread. */
    public ReloadRecord record() {
        return record;
    }

    /** What is answered to who asks for a reload when Janus is stopping. It counts as nothing. */
    public static ReloadResult stoppingResult() {
        return new ReloadResult(false, false, "Janus is stopping.");
    }

    /** Reloads when the file changed since it was read. */
    public void look() {
        if (!stopping.getAsBoolean() && watch.isPresent() && watch.get().changed()) {
            reload("file change");
        }
    }

    /** Reloads, for a reason that is logged. Never throws. */
    public ReloadResult reload(String trigger) {
        if (stopping.getAsBoolean()) {
            return stoppingResult();
        }
        watch.ifPresent(FileWatch::mark);
        try {
            LoadedConfig loaded = loader.load(policies);
            try {
                return took(trigger, loaded, target.apply(loaded));
            } catch (SpecRefusedException e) {
                throw new BadConfigException(loader.file(), e.problems().stream().map(loaded::locate).toList());
            }
        } catch (BadConfigException e) {
            return refused(trigger, e.render());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            if (stopping.getAsBoolean()) {
                LOG.debugf(e, "Reload (%s) given up, since Janus is stopping.", trigger);
                return stoppingResult();
            }
            LOG.error("A reload failed, which is a fault of Janus or of a balancer bean.", e);
            return refused(trigger, String.valueOf(e));
        }
    }

    private ReloadResult took(String trigger, LoadedConfig loaded, boolean changed) {
        List<String> kept = new ArrayList<>();
        if (loaded.config().ioThreads() != ioThreads) {
            kept.add("io-threads is " + loaded.config().ioThreads() + " there, and stays " + ioThreads + " until then");
        }
        List<String> others = applicationKeys.changed();
        if (!others.isEmpty()) {
            kept.add("read at the start only, and different since: " + ApplicationKeys.shown(others));
        }
        boolean restartNeeded = !kept.isEmpty();
        String message = (changed ? "The new configuration is in force"
                : restartNeeded ? "Nothing changed that can change while Janus runs" : "The configuration is unchanged")
                + (restartNeeded ? ". Restart needed: " + String.join("; ", kept) : "");
        record.succeeded(!changed);
        LOG.logf(restartNeeded ? Logger.Level.WARN : Logger.Level.INFO, "Reload (%s): %s.", trigger, message);
        return new ReloadResult(true, restartNeeded, message + ".");
    }

    private ReloadResult refused(String trigger, String why) {
        record.refused(why);
        LOG.errorf("Reload (%s) refused, the configuration in force stays: %s", trigger, why);
        return new ReloadResult(false, false, why);
    }
}
