package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A backend of a thousand endpoints. */
class ManyEndpointsIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard(1000, "");

    @Test
    void they_are_pages_of_a_table_and_squares_of_a_map() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        assertThat(DASHBOARD.browser().findElements(By.cssSelector("tbody tr")).size()).as("rows on the page").isLessThan(60);
        DASHBOARD.awaitText(".backend .where", "1–25 of 1,000");
        assertThat(DASHBOARD.browser().findElement(By.cssSelector(".backend canvas")).getAccessibleName())
                .contains("1,000 endpoints", "1000 up");

        DASHBOARD.click("Next");
        DASHBOARD.awaitText(".backend .where", "26–50 of 1,000");
        assertThat(DASHBOARD.row("app", "app-26")).isNotEmpty();
        assertThat(DASHBOARD.row("app", "app-1")).isEmpty();
    }

    @Test
    void one_is_found_by_its_name_and_drained() throws Exception {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.press("/", "app-777");
        DASHBOARD.awaitRow("app", "app-777", "up");
        DASHBOARD.click("Drain app/app-777");
        DASHBOARD.awaitDialog("Drain app/app-777?");
        assertThat(DASHBOARD.text("dialog")).contains("The other 999 take over");
        DASHBOARD.click("Drain");
        DASHBOARD.awaitRow("app", "app-777", "drained");

        DASHBOARD.script("document.getElementById('search').select(); document.getElementById('search').focus()");
        DASHBOARD.press(Keys.BACK_SPACE);
        DASHBOARD.await("what needs attention to be first", () -> DASHBOARD.text(".backend tbody tr .name").equals("app-777"));
        DASHBOARD.cluster().post("backends/app/endpoints/app-777/enable", "{}");
    }

    @Test
    void numbers_change_in_place_and_rows_are_not_made_anew() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.await("the first minute to settle",
                () -> Boolean.TRUE.equals(DASHBOARD.script("return live.revision !== null")));
        DASHBOARD.script("""
                window.made = 0;
                window.frames = 0;
                store.on('frame', () => window.frames++);
                new MutationObserver((all) => all.forEach((one) => [...one.addedNodes].forEach((node) => {
                  window.made += node.nodeType === 1 ? 1 : 0;
                }))).observe(document.querySelector('.backend-list'), {childList: true, subtree: true});""");
        DASHBOARD.await("three seconds", () -> Boolean.TRUE.equals(DASHBOARD.script("return window.frames >= 3")));

        assertThat(DASHBOARD.script("return window.made")).as("elements that three frames made").isEqualTo(0L);
    }

    @Test
    void they_are_sorted_by_what_is_pressed() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.click("Endpoint");
        DASHBOARD.click("Endpoint");

        DASHBOARD.await("the last to be first", () -> DASHBOARD.text(".backend tbody tr .name").equals("app-1000"));
        assertThat(DASHBOARD.browser().findElement(By.cssSelector(".backend th")).getDomAttribute("aria-sort"))
                .isEqualTo("descending");
    }

    @Test
    void neither_a_telephone_nor_a_checker_minds_them() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.size(360, 740);

        DASHBOARD.await("a map that was wide to become narrow", () -> Boolean.TRUE.equals(DASHBOARD.script(
                "return document.documentElement.scrollWidth === 360 && document.querySelector('.backend canvas').clientWidth < 360")));
        Axe.check(DASHBOARD, "a thousand endpoints at 360 pixels");
    }
}
