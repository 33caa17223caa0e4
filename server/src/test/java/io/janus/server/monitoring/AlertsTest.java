package io.janus.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import io.janus.server.monitoring.Alerts.Rule;

/** What the rules tell whoever is woken by them. What they ask is held against a running Janus in {@code MonitoringIT}. */
class AlertsTest {

    private static final Path ROOT = Path.of("..");

    private final List<Rule> rules = Alerts.read().rules();

    AlertsTest() throws IOException {
    }

    @Test
    void each_has_a_name_of_its_own_and_waits_before_it_wakes_someone() {
        assertThat(rules).isNotEmpty().extracting(Rule::alert).doesNotHaveDuplicates()
                .allMatch(name -> name.matches("Janus[A-Za-z]+"));
        assertThat(rules).allSatisfy(rule -> assertThat(rule.pending()).as(rule.alert()).matches("\\d+[mh]"));
    }

    @Test
    void each_says_how_bad_it_is_what_it_means_and_what_to_do() {
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.labels().get("severity")).as(rule.alert()).isIn("critical", "warning");
            assertThat(rule.annotations().keySet()).as(rule.alert()).containsExactly("summary", "description", "runbook");
            assertThat(rule.annotations().get("summary")).as(rule.alert()).hasSizeBetween(20, 120).doesNotEndWith(".");
            assertThat(rule.annotations().get("description")).as(rule.alert()).hasSizeBetween(80, 400);
        });
    }

    @Test
    void each_leads_to_a_place_in_the_manual_that_there_is() {
        assertThat(rules).allSatisfy(rule -> {
            String[] runbook = rule.annotations().get("runbook").split("#", 2);
            assertThat(anchors(ROOT.resolve(runbook[0]))).as(rule.alert()).contains(runbook[1]);
        });
    }

    /** The anchors that GitHub makes of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
