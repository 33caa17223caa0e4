package io.janus.server.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pictures to look at, in the folder that {@code -Djanus.screenshots} names; without it nothing is done. Takes some minutes:
 * charts are pictures only when they are full.
 */
@EnabledIfSystemProperty(named = "janus.screenshots", matches = ".+")
class ScreenshotsIT {

    @RegisterExtension
    static final Dashboard SMALL = new Dashboard();

    @RegisterExtension
    static final Dashboard LARGE = new Dashboard(1000, "");

    @ParameterizedTest
    @CsvSource({ "1440, light", "1440, dark", "360, light", "360, dark", "1920, light" })
    void each_view_at_each_width_in_both_themes(int width, String theme) throws IOException {
        for (Dashboard dashboard : new Dashboard[] { SMALL, LARGE }) {
            String size = dashboard == SMALL ? "3" : "1000";
            dashboard.size(width, 900);
            dashboard.theme(theme);
            dashboard.awaitRow("app", "app-1", "up");
            dashboard.await("some history", () -> Boolean.TRUE
                    .equals(dashboard
                            .script("return store.seriesOf('requests').values.filter((one) => one > 0).length >= 15")));
            for (String view : dashboard == SMALL ? new String[] { "config", "explain", "events", "traffic" }
                    : new String[] { "traffic" }) {
                dashboard.view(view);
                Object picture = dashboard.browser()
                        .executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                        .get("data");
                Path directory = Files.createDirectories(Path.of(System.getProperty("janus.screenshots")));
                Files.write(directory.resolve(view + "-" + size + "-" + width + "-" + theme + ".png"),
                        Base64.getDecoder().decode(String.valueOf(picture)));
            }
        }
    }
}
