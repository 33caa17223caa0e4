package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Janus goes away and comes back. */
class ConnectionIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @Test
    void a_lost_connection_is_told_and_found_again() throws Exception {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.cluster().post("backends/app/endpoints/app-1/drain", "{}");
        DASHBOARD.awaitRow("app", "app-1", "drained");

        DASHBOARD.cluster().killJanus();
        DASHBOARD.awaitText("#standing", "Not connected");
        DASHBOARD.awaitText("#lost", "No connection to Janus since");
        DASHBOARD.awaitText("#lost", "Trying again in");
        assertThat(DASHBOARD.row("app", "app-1")).as("what was known last stays").contains("drained");

        DASHBOARD.cluster().startJanusAgain();
        DASHBOARD.awaitText("#standing", "Ready");
        DASHBOARD.awaitRow("app", "app-1", "up");
        assertThat(DASHBOARD.text("#lost")).isEmpty();
        DASHBOARD.view("events");
        DASHBOARD.awaitText("#view-events", "is ready after");
        DASHBOARD.awaitNoText("#view-events", "is drained");
    }

    @Test
    void a_page_that_nobody_sees_sleeps_and_does_not_look_awake() {
        DASHBOARD.awaitText("#standing", "Ready");
        see(false);
        DASHBOARD.awaitText("#standing", "Connecting");
        assertThat(DASHBOARD.script("return document.body.dataset.stale")).isEqualTo("yes");
        DASHBOARD.await("the stream to end", () -> Boolean.TRUE.equals(DASHBOARD.script("return live.running === null")));
        assertThat(DASHBOARD.text("#lost")).as("nothing is lost").isEmpty();

        see(true);
        DASHBOARD.awaitText("#standing", "Ready");
        assertThat(DASHBOARD.script("return document.body.dataset.stale")).isEqualTo("no");
    }

    @Test
    void a_page_that_is_seen_after_its_machine_slept_begins_again() {
        DASHBOARD.awaitText("#standing", "Ready");
        DASHBOARD.script("live.takenAt -= 3600_000; document.dispatchEvent(new Event('visibilitychange'));"
                + "window.seen = [document.getElementById('standing').innerText, document.body.dataset.stale].join()");
        assertThat(DASHBOARD.script("return window.seen")).isEqualTo("Connecting,yes");
        DASHBOARD.awaitText("#standing", "Ready");
    }

    @Test
    void a_time_without_frames_is_a_gap_in_what_is_charted() {
        DASHBOARD.awaitText("#standing", "Ready");
        DASHBOARD.await("a frame", () -> Boolean.TRUE.equals(DASHBOARD.script("return store.frame !== null")));
        assertThat(DASHBOARD.script("""
                const values = () => store.seriesOf('connections').values.map((one) => one === null ? '.' : '#').join('');
                const later = (seconds) => {
                  const frame = structuredClone(store.frame);
                  frame.at = new Date(Date.parse(frame.at) + seconds * 1000).toISOString();
                  store.takeFrame(frame);
                };
                later(1);
                later(1);
                later(31);
                const minute = values().slice(-33);
                later(86400);
                return minute + ' ' + values();""")).isEqualTo("##" + ".".repeat(30) + "# " + ".".repeat(179) + "#");
    }

    /** As a tab that is hidden or shown, with half a minute over at once. */
    private static void see(boolean seen) {
        DASHBOARD.script("""
                Object.defineProperty(document, 'hidden', {configurable: true, get: () => !arguments[0]});
                const real = setTimeout;
                window.setTimeout = (task) => real(task, 0);
                document.dispatchEvent(new Event('visibilitychange'));
                window.setTimeout = real;""", seen);
    }
}
