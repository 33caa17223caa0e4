package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Without a mouse, without eyes, on a telephone. */
class AccessibilityIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @ParameterizedTest
    @CsvSource({ "traffic,light", "traffic,dark", "config,light", "config,dark", "explain,light", "explain,dark",
            "events,light",
            "events,dark" })
    void no_view_has_a_violation_in_either_theme(String view, String theme) throws Exception {
        DASHBOARD.theme(theme);
        DASHBOARD.cluster().post("backends/app/endpoints/app-2/drain", "{}");
        DASHBOARD.cluster().post("backends/app/endpoints/app-3/weight", "{\"weight\":5}");
        DASHBOARD.awaitRow("app", "app-2", "drained by");
        DASHBOARD.awaitText(".event-list", "drained");
        DASHBOARD.view(view);
        if (view.equals("config")) {
            DASHBOARD.awaitText(".versions", "Version 1");
        }

        Axe.check(DASHBOARD, view + " in " + theme);
    }

    @ParameterizedTest
    @ValueSource(strings = { "light", "dark" })
    void no_dialog_has_a_violation(String theme) throws Exception {
        DASHBOARD.theme(theme);
        DASHBOARD.cluster().post("backends/app/endpoints/app-1/enable", "{}");
        DASHBOARD.awaitRow("app", "app-1", "up");
        for (String button : new String[] { "Drain lone/lone-1", "1, weight of app/app-1", "Help and settings" }) {
            DASHBOARD.click(button);
            DASHBOARD.await("a dialog", () -> !DASHBOARD.browser().findElements(By.cssSelector("dialog[open]")).isEmpty());
            Axe.check(DASHBOARD, "the dialog of " + button + " in " + theme);
            DASHBOARD.press(Keys.ESCAPE);
            DASHBOARD.awaitNoDialog();
        }
    }

    @Test
    void an_endpoint_is_drained_with_the_keyboard_alone() throws Exception {
        DASHBOARD.cluster().post("backends/app/endpoints/app-1/enable", "{}");
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.press(Keys.TAB);
        assertThat(DASHBOARD.focused()).as("the first stop").isEqualTo("Skip to content");
        DASHBOARD.press(Keys.ENTER);
        DASHBOARD.tabTo("Drain app/app-1");
        DASHBOARD.press(Keys.ENTER);
        DASHBOARD.awaitDialog("Drain app/app-1?");
        assertThat(DASHBOARD.focused()).as("Enter goes on with what was asked for").isEqualTo("Drain");
        DASHBOARD.press(Keys.ESCAPE);
        DASHBOARD.awaitNoDialog();
        DASHBOARD.await("the focus to come back", () -> DASHBOARD.focused().equals("Drain app/app-1"));

        DASHBOARD.press(Keys.ENTER);
        DASHBOARD.awaitDialog("Drain app/app-1?");
        DASHBOARD.press(Keys.ENTER);
        DASHBOARD.awaitNoDialog();
        DASHBOARD.awaitRow("app", "app-1", "drained");
        DASHBOARD.await("the same button to be the way back", () -> DASHBOARD.focused().equals("Enable app/app-1"));
        DASHBOARD.await("it to be one", () -> Boolean.FALSE.equals(
                DASHBOARD.script("return document.activeElement.hasAttribute('aria-disabled')")));
        DASHBOARD.press(Keys.SPACE);
        DASHBOARD.awaitRow("app", "app-1", "up");
    }

    @Test
    void the_tabulator_goes_through_every_view_and_out_again() {
        for (String view : new String[] { "traffic", "config", "explain", "events" }) {
            DASHBOARD.view(view);
            DASHBOARD.script("document.getElementById('skip').focus()");
            int stops = 0;
            do {
                assertThat(DASHBOARD.focused()).as("everything that can have the focus has a name").isNotEmpty();
                DASHBOARD.press(Keys.TAB);
                stops++;
                assertThat(DASHBOARD.script("""
                        const active = document.activeElement;
                        return active === document.body || active.matches(':focus-visible')"""))
                        .as("where the focus is can be seen: " + DASHBOARD.focused()).isEqualTo(true);
            } while (!DASHBOARD.focused().equals(Dashboard.NOTHING) && stops < 100);

            assertThat(stops).as("stops in " + view).isBetween(6, 99);
        }
    }

    @Test
    void keys_lead_to_the_views_the_filter_and_the_help_and_can_be_switched_off() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.press("2");
        DASHBOARD.await("the configuration", () -> DASHBOARD.focused().equals("Configuration"));
        DASHBOARD.press("4");
        DASHBOARD.await("the events", () -> DASHBOARD.focused().equals("Events"));
        DASHBOARD.press("1");
        DASHBOARD.await("the traffic", () -> DASHBOARD.focused().equals("Traffic"));
        DASHBOARD.press("/");
        assertThat(DASHBOARD.focused()).startsWith("Filter");
        DASHBOARD.press("2");
        assertThat(DASHBOARD.script("return location.hash")).as("typed, and no key").isEqualTo("#/traffic");
        DASHBOARD.script("document.activeElement.blur()");
        DASHBOARD.press("?");
        DASHBOARD.awaitDialog("Help and settings");
        DASHBOARD.script("document.querySelector('dialog input[type=checkbox]').click()");
        DASHBOARD.click("Close");
        DASHBOARD.awaitNoDialog();
        DASHBOARD.press("2");
        assertThat(DASHBOARD.script("return location.hash")).isEqualTo("#/traffic");
        DASHBOARD.script("localStorage.clear()");
    }

    @Test
    void the_theme_is_that_of_the_system_until_one_is_chosen() {
        String light = paper();
        DASHBOARD.theme("dark");
        assertThat(paper()).isNotEqualTo(light);
        DASHBOARD.click("Theme: as the system");
        DASHBOARD.click("Theme: light");
        DASHBOARD.theme("light");
        String dark = paper();
        assertThat(dark).isNotEqualTo(light);
        DASHBOARD.browser().navigate().refresh();
        DASHBOARD.button("Theme: dark");
        assertThat(paper()).as("it is remembered").isEqualTo(dark);
        DASHBOARD.script("localStorage.clear()");
    }

    private static String paper() {
        return String.valueOf(DASHBOARD.script("return getComputedStyle(document.body).backgroundColor"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "traffic", "config", "explain", "events" })
    void nothing_is_wider_than_a_telephone(String view) {
        DASHBOARD.size(360, 740);
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.view(view);
        if (view.equals("config")) {
            DASHBOARD.awaitText(".versions", "Version 1");
        }

        assertThat(DASHBOARD
                .script("""
                        return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility()
                          && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest('.editor, .diff-box, .scroll, svg, .unseen'))
                          .map((one) => one.outerHTML.slice(0, 200))"""))
                .asString().isEqualTo("[]");
        assertThat(DASHBOARD.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        Axe.check(DASHBOARD, view + " at 360 pixels");
    }

    /** A table whose rows are drawn as blocks is still one to a screen reader. */
    @Test
    void tables_stay_tables_on_a_telephone() {
        DASHBOARD.size(360, 740);
        DASHBOARD.awaitRow("app", "app-1", "up");

        assertThat(DASHBOARD.browser().findElement(By.cssSelector(".backend table")).getAriaRole()).isEqualTo("table");
        assertThat(DASHBOARD.browser().findElement(By.cssSelector(".backend tbody tr")).getAriaRole()).isEqualTo("row");
        assertThat(DASHBOARD.browser().findElement(By.cssSelector(".backend tbody td")).getAriaRole()).isEqualTo("cell");
    }
}
