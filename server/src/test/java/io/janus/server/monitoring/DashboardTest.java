package io.janus.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;

/** That Grafana can show the dashboard. What it asks is held against a running Janus in {@code MonitoringIT}. */
class DashboardTest {

    /** Of Grafana. */
    private static final int COLUMNS = 24;

    private final Dashboard dashboard = Dashboard.read();

    DashboardTest() throws IOException {
    }

    @Test
    void one_chooses_where_the_numbers_come_from_and_of_what() {
        assertThat(dashboard.variables()).extracting(variable -> variable.getString("name")).containsExactly("datasource",
                "instance", "listener", "backend");
    }

    @Test
    void every_query_goes_to_what_was_chosen() {
        assertThat(dashboard.panels()).filteredOn(panel -> !row(panel)).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
            assertThat(panel.getJsonArray("targets").getValuesAs(JsonObject.class)).isNotEmpty().allSatisfy(target -> {
                assertThat(target.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
                assertThat(target.getString("expr")).contains("$instance");
            });
        });
    }

    @Test
    void every_panel_says_what_it_shows() {
        assertThat(dashboard.panels()).allSatisfy(panel -> assertThat(panel.getString("title")).isNotBlank());
        assertThat(dashboard.panels()).filteredOn(panel -> !row(panel))
                .allSatisfy(panel -> assertThat(panel.getString("description")).isNotBlank());
        assertThat(dashboard.panels()).extracting(panel -> panel.getInt("id")).doesNotHaveDuplicates();
    }

    @Test
    void no_panel_lies_on_another() {
        Set<Integer> taken = new HashSet<>();
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            JsonObject place = panel.getJsonObject("gridPos");
            for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                    assertThat(x).isLessThan(COLUMNS);
                    assertThat(taken.add(y * COLUMNS + x)).as(panel.getString("title")).isTrue();
                }
            }
        });
    }

    private static boolean row(JsonObject panel) {
        return panel.getString("type").equals("row");
    }
}
