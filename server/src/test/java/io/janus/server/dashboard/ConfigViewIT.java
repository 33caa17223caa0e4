package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.support.ui.Select;

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
        DASHBOARD.script("config.refresh = () => {}"); // a page that does not know it yet
        applyElsewhere(file().replaceFirst("        app-2: .*\n", ""));

        DASHBOARD.click("Apply");
        DASHBOARD.awaitText("#view-config .result", "Plan again");
        assertThat(version()).isEqualTo(base + 1);
        assertThat(editor()).as("what was written is not lost").doesNotContain("app-3:").contains("app-2:");
    }

    @Test
    void what_came_into_force_while_one_edits_is_not_undone_unseen() throws Exception {
        write(file().replace("slow-start: 0s", "slow-start: 9s"));
        applyElsewhere(file().replaceFirst("        app-2: .*\n", ""));
        DASHBOARD.awaitText("#view-config [role=status]", "Version " + (base + 1) + " came into force meanwhile");
        assertThat(DASHBOARD.text("#view-config [role=status]")).contains("made from version " + base);

        DASHBOARD.click("Plan");
        DASHBOARD.awaitText("#view-config .result", "app/app-2 is added");
        DASHBOARD.await("the plan to be there", () -> DASHBOARD.button("Plan").isEnabled());
        assertThat(DASHBOARD.script("return config.applyButton.checkVisibility()"))
                .as("can be applied").isEqualTo(false);

        DASHBOARD.click("It is taken over");
        assertThat(DASHBOARD.text("#view-config [role=status]")).isEmpty();
        DASHBOARD.click("Plan");
        DASHBOARD.click("Apply");
        DASHBOARD.awaitText("#view-config .result", "Version " + (base + 2) + " is in force.");
    }

    @Test
    void a_plan_learns_what_the_page_has_not_heard_of() throws Exception {
        write(file().replace("slow-start: 0s", "slow-start: 9s"));
        DASHBOARD.script("config.refresh = () => {}");
        applyElsewhere(file().replaceFirst("        app-2: .*\n", ""));

        DASHBOARD.click("Plan");
        DASHBOARD.awaitText("#view-config [role=status]", "Version " + (base + 1) + " came into force meanwhile");
        DASHBOARD.await("the plan to be there", () -> DASHBOARD.button("Plan").isEnabled());
        assertThat(DASHBOARD.script("return config.applyButton.checkVisibility()")).as("can be applied").isEqualTo(false);
    }

    @Test
    void what_nobody_edited_follows_what_is_in_force_whatever_ends_its_lines() throws Exception {
        applyElsewhere(file().replace("slow-start: 0s", "slow-start: 8s").replace("\n", "\r\n"));
        DASHBOARD.awaitText(".versions li", "Version " + (base + 1));
        applyElsewhere(file().replace("slow-start: 0s", "slow-start: 7s").replace("\n", "\r\n"));

        DASHBOARD.await("the text of the last version", () -> editor().contains("slow-start: 7s"));
        DASHBOARD.click("Show changes");
        DASHBOARD.awaitText("#view-config .result", "They are the same");
        assertThat(DASHBOARD.text("#view-config [role=status]")).isEmpty();
    }

    @Test
    void two_versions_are_compared_and_the_one_before_comes_back() throws Exception {
        applyElsewhere(file().replace("slow-start: 0s", "slow-start: 7s"));
        DASHBOARD.awaitText(".versions li", "Version " + (base + 1));
        new Select(DASHBOARD.field("From version")).selectByValue(String.valueOf(base));
        new Select(DASHBOARD.field("To version")).selectByValue(String.valueOf(base + 1));
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

    /** As somebody else does. */
    private static void applyElsewhere(String text) throws Exception {
        DASHBOARD.cluster().post("apply", "{\"config\":" + quoted(text) + "}");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n") + "\"";
    }
}
