package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What the traffic view shows, and what can be done with endpoints. */
class TrafficViewIT {

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @AfterEach
    void as_it_was() throws Exception {
        for (String endpoint : new String[] { "app/endpoints/app-1", "app/endpoints/app-2", "lone/endpoints/lone-1" }) {
            DASHBOARD.cluster().post("backends/" + endpoint + "/enable", "{}");
            DASHBOARD.cluster().post("backends/" + endpoint + "/weight", "{\"weight\":null}");
        }
    }

    private static String endpoint(String path) throws Exception {
        return DASHBOARD.cluster().api("backends/" + path);
    }

    /** From here on the page sees an endpoint in another status, whatever frames say. Nothing is asked of Janus for it. */
    private static void pretend(String endpoint, String status) {
        DASHBOARD.script("""
                window.pretended ??= ((real) => {
                  store.takeFrame = function (frame) {
                    frame.backends.forEach((backend) => backend.endpoints.forEach((one) => {
                      if (window.pretended[backend.name + '/' + one[0]]) {
                        one[1] = window.pretended[backend.name + '/' + one[0]];
                        one[2] = 0;
                      }
                    }));
                    real.call(this, frame);
                  };
                  return {};
                })(store.takeFrame);
                window.pretended[arguments[0]] = arguments[1];
                store.takeFrame(structuredClone(store.frame));""", endpoint, status);
    }

    @Test
    void it_shows_what_runs_and_what_moves() {
        DASHBOARD.awaitText("#standing", "Ready");
        DASHBOARD.awaitText(".top", "config 1");
        DASHBOARD.awaitText(".cards", "req/s");
        DASHBOARD.await("requests to be counted",
                () -> Double.parseDouble(DASHBOARD.text(".tile .number").replace("–", "0").replace(",", "")) > 1);
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.await("traffic to be shared", () -> DASHBOARD.row("app", "app-2").matches(".* (2\\d|3\\d|4\\d) % .*"));
        DASHBOARD.awaitText(".lower", "/lone");
        assertThat(DASHBOARD.text(".lower")).contains("deny, 403", "everything else");
        assertThat(DASHBOARD.text(".cards")).contains("raw", "tcp", "web", "http");
        assertThat(String.valueOf(DASHBOARD.script("return document.querySelector('.chart .line').getAttribute('d')")))
                .startsWith("M");
        DASHBOARD.await("events", () -> !DASHBOARD.text(".event-list li time").isEmpty());
    }

    @Test
    void an_endpoint_is_drained_and_enabled_again() throws Exception {
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.awaitDialog("Drain app/app-1?");
        assertThat(DASHBOARD.text("dialog")).contains("The other 2 take over");
        DASHBOARD.click("Drain");
        DASHBOARD.awaitNoDialog();

        DASHBOARD.awaitRow("app", "app-1", "drained");
        DASHBOARD.awaitText("#said", "app/app-1 is drained.");
        assertThat(endpoint("app/endpoints/app-1")).contains("\"status\":\"drained\"");
        DASHBOARD.awaitText(".backend-list", "2 of 3 endpoints eligible");

        DASHBOARD.click("Enable app/app-1");
        DASHBOARD.awaitRow("app", "app-1", "up");
        assertThat(endpoint("app/endpoints/app-1")).contains("\"status\":\"up\"");
    }

    @Test
    void the_last_endpoint_is_drained_only_after_a_warning() throws Exception {
        DASHBOARD.awaitRow("lone", "lone-1", "up");
        DASHBOARD.click("Drain lone/lone-1");
        DASHBOARD.awaitDialog("Drain lone/lone-1?");
        assertThat(DASHBOARD.text("dialog")).contains("It is the last endpoint of lone that gets traffic.", "503");
        DASHBOARD.press(Keys.ESCAPE);
        DASHBOARD.awaitNoDialog();
        assertThat(endpoint("lone/endpoints/lone-1")).contains("\"status\":\"up\"");

        DASHBOARD.click("Drain lone/lone-1");
        DASHBOARD.click("Drain the last one");
        DASHBOARD.awaitRow("lone", "lone-1", "drained");
        assertThat(DASHBOARD.cluster().call("/lone")).isEqualTo(503);
        DASHBOARD.awaitText(".backend-list", "0 of 1 endpoint eligible");
    }

    @Test
    void where_all_others_are_down_it_says_that_they_are_used() throws Exception {
        DASHBOARD.awaitRow("app", "app-1", "up");
        pretend("app/app-2", "down");
        pretend("app/app-3", "down");
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.awaitDialog("Drain app/app-1?");
        assertThat(DASHBOARD.text("dialog")).contains("It is the last endpoint of app that gets traffic.",
                "those that are down are used instead", "Where panic.fail-open is off, requests are answered 503");
        DASHBOARD.press(Keys.ESCAPE);
        DASHBOARD.awaitNoDialog();

        pretend("app/app-3", "ejected");
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.awaitDialog("Drain app/app-1?");
        assertThat(DASHBOARD.text("dialog")).contains("those that are ejected are used").doesNotContain("503");
        DASHBOARD.press(Keys.ESCAPE);
        DASHBOARD.awaitNoDialog();
    }

    @Test
    void what_changed_since_a_question_was_put_is_told_before_it_is_done() throws Exception {
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.awaitDialog("Drain app/app-1?");
        assertThat(DASHBOARD.text("dialog")).contains("The other 2 take over");
        pretend("app/app-2", "down");
        pretend("app/app-3", "drained");
        DASHBOARD.click("Drain");

        DASHBOARD.awaitText("dialog [role=alert]", "That has changed while this was open.");
        assertThat(DASHBOARD.text("dialog")).contains("It is the last endpoint of app that gets traffic.");
        assertThat(endpoint("app/endpoints/app-1")).contains("\"status\":\"up\"");
        DASHBOARD.click("Drain the last one");
        DASHBOARD.awaitNoDialog();
        assertThat(endpoint("app/endpoints/app-1")).contains("\"status\":\"drained\"");
    }

    @Test
    void a_press_that_was_meant_for_drain_does_not_enable() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        // In one go, as a colleague's drain comes just before the click.
        DASHBOARD
                .script("""
                        const real = fetch;
                        const drain = document.querySelector('[aria-label="Drain app/app-1"]');
                        window.posts = 0;
                        window.fetch = (path, options) => {
                          window.posts += options?.method === 'POST' ? 1 : 0;
                          return real(path, options);
                        };
                        drain.focus();
                        store.on('frame', () => {
                          if (drain.textContent === 'Enable') {
                            drain.click();
                            window.first ??= window.posts + ' posts, ' + (document.activeElement === drain ? 'focus kept' : 'focus lost');
                          }
                        });""");
        pretend("app/app-1", "drained");

        assertThat(DASHBOARD.script("return window.first")).isEqualTo("0 posts, focus kept");
        DASHBOARD.await("it to be taken a second later",
                () -> Boolean.TRUE.equals(DASHBOARD.script("return window.posts > 0")));
    }

    @Test
    void the_weight_of_what_gets_nothing_says_so() throws Exception {
        DASHBOARD.cluster().post("backends/app/endpoints/app-2/drain", "{}");
        DASHBOARD.click("0 of 1, weight of app/app-2");
        DASHBOARD.awaitDialog("Weight of app/app-2");
        DASHBOARD.type("Weight, 0 to 1000", "2");
        assertThat(DASHBOARD.text("dialog")).contains("It is drained and gets nothing until it is enabled.")
                .doesNotContain("By weights");
        DASHBOARD.click("Set");
        DASHBOARD.awaitNoDialog();
        DASHBOARD.awaitText("#said", "app/app-2 has weight 2. It is drained and gets nothing until it is enabled.");
    }

    @Test
    void a_weight_is_set_and_taken_back() throws Exception {
        DASHBOARD.click("1, weight of app/app-2");
        DASHBOARD.awaitDialog("Weight of app/app-2");
        DASHBOARD.type("Weight, 0 to 1000", "2");
        assertThat(DASHBOARD.text("dialog")).contains("50 % of what goes to app");
        DASHBOARD.click("Set");
        DASHBOARD.awaitNoDialog();
        DASHBOARD.awaitRow("app", "app-2", "set 2");
        assertThat(endpoint("app/endpoints/app-2")).contains("\"weight\":2");

        DASHBOARD.click("2, weight of app/app-2");
        DASHBOARD.type("Weight, 0 to 1000", "3");
        DASHBOARD.press(Keys.ENTER);
        DASHBOARD.awaitNoDialog();
        DASHBOARD.awaitRow("app", "app-2", "set 3");

        DASHBOARD.click("3, weight of app/app-2");
        DASHBOARD.click("Back to 1");
        DASHBOARD.awaitNoDialog();
        DASHBOARD.await("the mark to go", () -> !DASHBOARD.row("app", "app-2").contains("set"));
        assertThat(endpoint("app/endpoints/app-2")).doesNotContain("override");
    }

    @Test
    void a_weight_that_is_none_is_not_sent() throws Exception {
        DASHBOARD.click("1, weight of app/app-2");
        DASHBOARD.type("Weight, 0 to 1000", "1001");
        DASHBOARD.click("Set");

        assertThat(DASHBOARD.browser().findElements(By.cssSelector("dialog[open] input:invalid"))).hasSize(1);
        assertThat(endpoint("app/endpoints/app-2")).doesNotContain("override");
    }

    @Test
    void a_refusal_is_told_where_it_was_asked_for() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.script("const real = fetch; window.fetch = (path, options) => options?.method === 'POST' ? Promise.resolve("
                + "new Response(JSON.stringify({detail: 'Janus stops.'}), {status: 503})) : real(path, options)");
        DASHBOARD.click("Drain");

        DASHBOARD.awaitText("dialog [role=alert]", "Janus stops.");
        DASHBOARD.press(Keys.ESCAPE);
        DASHBOARD.awaitNoDialog();
    }

    @Test
    void what_others_change_is_seen_and_said() throws Exception {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.cluster().post("backends/app/endpoints/app-1/drain", "{}");

        DASHBOARD.awaitRow("app", "app-1", "drained by 127.0.0.1");
        DASHBOARD.awaitText("#said", "app/app-1 is drained.");
        DASHBOARD.awaitText(".event-list", "app/app-1");
    }

    @Test
    void a_named_route_that_a_frame_left_out_is_not_one_without_requests() {
        DASHBOARD.awaitText(".lower", "/lone");
        DASHBOARD.script("""
                const real = store.takeFrame;
                window.cut = 3;
                store.takeFrame = function (frame) {
                  real.call(this, {...frame, routes: [], ...(window.cut ? {routesMore: window.cut} : {})});
                };""");
        String rate = "return [...document.querySelectorAll('.lower tbody tr')].find(one => one.innerText.includes('/lone')).cells[3].innerText";
        DASHBOARD.await("a dash", () -> "–".equals(DASHBOARD.script(rate)));

        DASHBOARD.script("window.cut = 0");
        DASHBOARD.await("what is known to be nothing", () -> "0".equals(DASHBOARD.script(rate)));
    }

    @Test
    void routes_are_asked_for_when_the_configuration_is_another_and_not_when_an_endpoint_is() throws Exception {
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.await("the first minute to settle",
                () -> Boolean.TRUE.equals(DASHBOARD.script("return live.revision !== null")));
        DASHBOARD.script("""
                const real = fetch;
                window.asked = [];
                window.fetch = (path, options) => {
                  window.asked.push(String(path).replace(/.*\\/api\\//, ''));
                  return real(path, options);
                };""");
        DASHBOARD.cluster().post("backends/app/endpoints/app-1/drain", "{}");
        DASHBOARD.awaitRow("app", "app-1", "drained by");
        assertThat(DASHBOARD.script("return window.asked.join(' ')")).asString().contains("state").doesNotContain("routes");

        String file = Files.readString(DASHBOARD.cluster().file());
        Files.writeString(DASHBOARD.cluster().file(), file.replace("path: /private", "path: /secret"));
        DASHBOARD.cluster().post("reload", "{}");
        DASHBOARD.awaitText(".lower", "/secret");
        Files.writeString(DASHBOARD.cluster().file(), file);
        DASHBOARD.cluster().post("reload", "{}");
        DASHBOARD.awaitText(".lower", "/private");
    }

    @Test
    void errors_that_were_counted_before_their_requests_make_no_good_ones_below_nothing() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        assertThat(DASHBOARD.script("""
                const frame = structuredClone(store.frame);
                frame.listeners.forEach((one) => {
                  one.requestsPerSecond = 1;
                  one.errorsPerSecond = 2;
                });
                store.takeFrame(frame);
                return store.seriesOf('good').last""")).isEqualTo(0L);
    }

    @Test
    void the_filter_leaves_over_what_has_the_name_and_what_is_overridden() throws Exception {
        DASHBOARD.awaitRow("app", "app-3", "up");
        DASHBOARD.script("document.getElementById('search').focus()");
        DASHBOARD.press("app-3");
        DASHBOARD.await("the others to go", () -> DASHBOARD.row("app", "app-1").isEmpty());
        assertThat(DASHBOARD.row("app", "app-3")).isNotEmpty();
        assertThat(DASHBOARD.row("lone", "lone-1")).isEmpty();

        DASHBOARD.script("document.getElementById('search').select()");
        DASHBOARD.press(Keys.BACK_SPACE);
        DASHBOARD.cluster().post("backends/app/endpoints/app-2/weight", "{\"weight\":5}");
        DASHBOARD.awaitRow("app", "app-2", "set");
        DASHBOARD.script("document.querySelector('input[value=overridden]').click()");
        DASHBOARD.await("the others to go", () -> DASHBOARD.row("app", "app-1").isEmpty());
        assertThat(DASHBOARD.row("app", "app-2")).isNotEmpty();
    }

    @Test
    void rows_do_not_move_under_the_pointer() {
        DASHBOARD.awaitRow("app", "app-1", "up");
        Object first = DASHBOARD
                .script("window.one = document.querySelector('.backend tbody tr'); return window.one.innerText.length");
        assertThat(first).isNotNull();
        String frame = String.valueOf(DASHBOARD.script("return store.frame.at"));
        await().until(() -> !frame.equals(String.valueOf(DASHBOARD.script("return store.frame.at"))));

        assertThat(DASHBOARD.script("return window.one.isConnected")).as("the same row, a second later").isEqualTo(true);
    }
}
