package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.support.ui.Select;

/** What happened, newest first. */
class EventsViewIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeEach
    void look() throws Exception {
        DASHBOARD.cluster().post("backends/app/endpoints/app-2/drain", "{}");
        DASHBOARD.view("events");
        DASHBOARD.awaitText("#view-events", "app/app-2");
    }

    @Test
    void what_happens_is_told_as_it_happens() throws Exception {
        DASHBOARD.cluster().post("backends/app/endpoints/app-2/enable", "{}");
        DASHBOARD.cluster().post("backends/app/endpoints/app-3/weight", "{\"weight\":77}");

        DASHBOARD.awaitText("#view-events ol", "weight 77");
        DASHBOARD.cluster().post("backends/app/endpoints/app-3/weight", "{\"weight\":null}");
    }

    @Test
    void they_are_filtered_by_type_severity_and_words() throws Exception {
        String good = Files.readString(DASHBOARD.cluster().file());
        Files.writeString(DASHBOARD.cluster().file(), "janus: nonsense");
        DASHBOARD.cluster().post("reload", "{}");
        DASHBOARD.awaitText("#view-events ol", "refusal");
        DASHBOARD.awaitText("#standing", "Config refused");
        DASHBOARD.awaitText("#refused", "The last configuration was refused.");
        Files.writeString(DASHBOARD.cluster().file(), good);
        DASHBOARD.cluster().post("reload", "{}");
        DASHBOARD.awaitText("#standing", "Ready");
        new Select(DASHBOARD.field("Type")).selectByValue("override");
        DASHBOARD.awaitNoText("#view-events ol", "refusal");
        assertThat(DASHBOARD.text("#view-events ol")).contains("app/app-2");

        new Select(DASHBOARD.field("Type")).selectByValue("");
        DASHBOARD.script("document.querySelector('#view-events input[type=checkbox]').click()");
        DASHBOARD.awaitNoText("#view-events ol", "app/app-2");
        assertThat(DASHBOARD.text("#view-events ol")).contains("refusal");

        DASHBOARD.script("document.querySelector('#view-events input[type=search]').focus()");
        DASHBOARD.press("no such word");
        DASHBOARD.awaitText("#view-events", "Nothing matches.");
    }
}
