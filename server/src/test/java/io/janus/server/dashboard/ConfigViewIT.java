package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans, applies, differences and ways back. */
class ConfigViewIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    private long base;

    @BeforeEach
    void begin_with_what_the_file_says() throws Exception {
        DASHBOARD.cluster().post("reload", "{}");
        base = version();
        DASHBOARD.view("config");
        DASHBOARD.await("the text", () -> editor().equals(file()));
    }

    private static long version() throws Exception {
        return Long.parseLong(DASHBOARD.cluster().api("config").replaceFirst("(?s).*?\"version\":(\\d+).*", "$1"));
    }

    private static String file() {
        try {
            return Files.readString(DASHBOARD.cluster().file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String editor() {
        return String.valueOf(DASHBOARD.script("return document.querySelector('.editor textarea').value"));
    }

    /** As pasting does. */
    private static void write(String text) {
        DASHBOARD.script("const area = document.querySelector('.editor textarea'); area.value = arguments[0];"
                + "area.dispatchEvent(new Event('input', {bubbles: true}))", text);
    }

    @Test
    void what_is_planned_is_applied_and_stands_in_the_history_with_who() throws Exception {
        DASHBOARD.click("Help and settings");
        DASHBOARD.type("Your name", "ana");
        DASHBOARD.click("Close");
        DASHBOARD.awaitNoDialog();
        write(file().replaceFirst("        app-3: .*\n", ""));
        DASHBOARD.click("Plan");
        DASHBOARD.awaitText(".result", "endpoint app/app-3 is removed");
        assertThat(version()).as("a plan changes nothing").isEqualTo(base);

        DASHBOARD.click("Apply");
        DASHBOARD.awaitText("#view-config .result", "Version " + (base + 1) + " is in force.");
        DASHBOARD.awaitText(".versions li", "by ana at 127.0.0.1");
        assertThat(DASHBOARD.text(".versions li")).contains("Version " + (base + 1), "in force");
        assertThat(DASHBOARD.text("#view-config .warning")).contains("The file says something else");
        DASHBOARD.view("traffic");
        DASHBOARD.await("the endpoint to go",
                () -> DASHBOARD.row("app", "app-3").isEmpty() && !DASHBOARD.row("app", "app-1").isEmpty());
    }

    @Test
    void a_refused_plan_leads_to_its_lines() throws Exception {
        String bad = file().replace("backend: lone }", "backend: nowhere }");
        write(bad);
        DASHBOARD.click("Plan");
        DASHBOARD.awaitText(".result", "Refused, and nothing changed");
        assertThat(DASHBOARD.text(".result")).contains("nowhere");

        long line = bad.lines().takeWhile(text -> !text.contains("nowhere")).count() + 1;
        DASHBOARD.click("Line " + line);

        assertThat(DASHBOARD
                .script("""
                        const area = document.querySelector('.editor textarea');
                        return area === document.activeElement ? area.value.slice(area.selectionStart, area.selectionEnd) : 'no focus'"""))
                .asString().contains("backend: nowhere");
        assertThat(version()).isEqualTo(base);
    }

    @Test
    void a_plan_that_grew_old_is_a_conflict_and_changes_nothing() throws Exception {
        write(file().replaceFirst("        app-3: .*\n", ""));
        DASHBOARD.click("Plan");
        DASHBOARD.awaitText(".result", "app-3 is removed");
        DASHBOARD.cluster().post("apply", "{\"config\":" + quoted(file().replaceFirst("        app-2: .*\n", "")) + "}");
        DASHBOARD.awaitText(".versions li", "Version " + (base + 1));

        DASHBOARD.click("Apply");
        DASHBOARD.awaitText("#view-config .result", "Plan again");
        assertThat(version()).isEqualTo(base + 1);
        assertThat(editor()).as("what was written is not lost").doesNotContain("app-3:").contains("app-2:");
    }

    @Test
    void two_versions_are_compared_and_the_one_before_comes_back() throws Exception {
        DASHBOARD.cluster().post("apply", "{\"config\":" + quoted(file().replace("slow-start: 0s", "slow-start: 7s")) + "}");
        DASHBOARD.awaitText(".versions li", "Version " + (base + 1));
        DASHBOARD.click("Compare");
        DASHBOARD.awaitText(".diff", "slow-start: 7s");
        assertThat(DASHBOARD.text(".diff caption")).contains("1 line added, 1 removed");
        assertThat(DASHBOARD.text(".diff [data-mark='-']")).contains("slow-start: 0s");

        DASHBOARD.click("Roll back to version " + base);
        DASHBOARD.awaitDialog("Roll back to version " + base + "?");
        assertThat(version()).isEqualTo(base + 1);
        DASHBOARD.click("Roll back");
        DASHBOARD.awaitNoDialog();
        DASHBOARD.awaitText(".versions li", "Version " + (base + 2));
        assertThat(DASHBOARD.text(".versions li")).contains("rollback to " + base);
        assertThat(DASHBOARD.cluster().api("config")).contains("slow-start: 0s");
    }

    @Test
    void what_is_edited_is_compared_with_what_is_in_force() {
        write(file().replace("slow-start: 0s", "slow-start: 9s"));
        DASHBOARD.click("Show changes");
        DASHBOARD.awaitText(".diff [data-mark='+']", "slow-start: 9s");
        DASHBOARD.click("As in force");
        DASHBOARD.await("the text of before", () -> editor().equals(file()));
    }

    /** The file of these tests has a script in its first line. */
    @Test
    void markup_in_a_configuration_stays_text() {
        write(file().replace("<test>", "<b>test</b>"));
        DASHBOARD.click("Show changes");
        DASHBOARD.awaitText(".diff", "<script>alert(1)</script>");
        assertThat(DASHBOARD.script("return document.querySelectorAll('main script, main b').length")).isEqualTo(0L);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
