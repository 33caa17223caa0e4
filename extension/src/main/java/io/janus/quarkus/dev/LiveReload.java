package io.janus.quarkus.dev;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.dev.spi.DevModeType;
import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/**
 * Janus's part in Quarkus's live reload. Quarkus looks for edits when an HTTP request comes to it; traffic that comes to
 * Janus has to have the same effect, but must not wait for it: a thread of the {@link DevSession} looks in its place.
 * Quarkus makes it before the first application starts, and closes it after the last has stopped.
 */
public final class LiveReload implements HotReplacementSetup {

    private static final Logger LOG = Logger.getLogger(LiveReload.class);

    /** An edit is noticed before its author has changed windows; a look costs the times of all source files. */
    private static final long LOOK_MILLIS = 500;

    private @Nullable DevSession session;

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        DevSession begun = DevSession.begin();
        session = begun;
        if (context.getDevModeType() == DevModeType.LOCAL) {
            begun.every(LOOK_MILLIS, new Looks(begun, context)::look);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.end();
            session = null;
        }
    }

    /** What was seen at the last look. One look comes after the other, so nothing here is shared. */
    private static final class Looks {

        private final DevSession session;
        private final HotReplacementContext context;
        private long traffic;

        /** Why the application is not as its sources say, and the edits until then; both null while it is. */
        private @Nullable Throwable problem;
        private @Nullable Edits edits;

        Looks(DevSession session, HotReplacementContext context) {
            this.session = session;
            this.context = context;
        }

        void look() {
            try {
                if (edits == null) {
                    lookForTraffic();
                } else if (edits.any()) {
                    context.doScan(true);
                }
                note(context.getDeploymentProblem());
            } catch (Exception | LinkageError e) {
                LOG.warn("Janus could not look for edits.", e);
            }
        }

        private void lookForTraffic() throws Exception {
            long now = session.traffic();
            if (now != traffic) {
                traffic = now;
                context.doScan(false);
            }
        }

        /** To compile again what did not compile would tell the same again and again: from now on an edit is waited for. */
        private void note(@Nullable Throwable now) {
            if (now == problem) {
                return;
            }
            problem = now;
            edits = now == null ? null : Edits.of(context);
            if (now != null && session.goesOnAlone()) {
                LOG.warn("The application does not run, for the reason above. Janus goes on balancing as the one before had"
                        + " it, until an edit repairs it.");
            }
        }
    }
}
