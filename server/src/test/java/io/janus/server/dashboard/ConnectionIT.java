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
}
