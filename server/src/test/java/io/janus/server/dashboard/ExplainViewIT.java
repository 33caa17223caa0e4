package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.support.ui.Select;

/** What the view of explanations asks, and how it shows what it is told. The answers are the test's own. */
class ExplainViewIT {

    private static final String ROUTED = """
            {"listener":"web","protocol":"http","request":{"method":"GET","host":"localhost","path":"/lone/x","client":"10.1.2.3"},
             "route":{"listener":"web","name":"lone","path":"/lone","methods":[],"headers":{},"action":"forward","backend":"lone"},
             "how":"route",
             "considered":[{"route":{"name":"private","path":"/private"},"matches":false,"why":"path /private does not cover /lone/x"},
               {"route":{"name":"lone","path":"/lone"},"matches":true,"why":"picked"}],
             "backend":"lone","balancer":"least-request","panic":false,"pick":{"endpoint":"lone-1","share":62.0},
             "candidates":[
               {"endpoint":"lone-1","eligible":true,"share":62.0,"score":0.5,"scoreMeans":"in flight per weight, lower is better",
                "weight":2,"inFlight":1,"why":"<b>lowest</b> score"},
               {"endpoint":"lone-2","eligible":false,"weight":1,"inFlight":0,"why":"down: connection refused"}],
             "candidatesMore":7,"trials":1000}""";

    private static final String DENIED = """
            {"listener":"web","protocol":"http","request":{"method":"GET","host":"localhost","path":"/private","client":"127.0.0.1"},
             "route":{"listener":"web","name":"private","path":"/private","methods":[],"headers":{},"action":"deny"},"how":"route",
             "considered":[],"answer":{"status":403,"code":"denied"},"trials":1000}""";

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard();

    @BeforeEach
    void look() {
        DASHBOARD.view("explain");
    }

    private static void answer(int status, String json) {
        DASHBOARD.script("""
                const real = window.fetch;
                window.fetch = (path, options) => {
                  if (!path.includes('/explain?')) {
                    return real(path, options);
                  }
                  window.asked = path;
                  return Promise.resolve(new Response(arguments[1], {status: arguments[0]}));
                };""".replace("arguments[0]", Integer.toString(status)).replace("arguments[1]", "`" + json + "`"));
    }

    @Test
    void the_way_of_a_request_is_told_in_steps_with_all_candidates() {
        answer(200, ROUTED);
        DASHBOARD.type("URL or path", "/lone/x?y=1");
        DASHBOARD.type("Client address", "10.1.2.3");
        DASHBOARD.click("Explain");

        DASHBOARD.awaitText(".steps", "lone-1 · 62 % of 1,000 trial picks");
        assertThat(DASHBOARD.text(".explained")).contains("lone · /lone/…", "least-request",
                "in flight per weight, lower is better", "<b>lowest</b> score", "down: connection refused",
                "7 more are left out",
                "path /private does not cover /lone/x");
        assertThat(DASHBOARD.script("return window.asked")).asString().endsWith(
                "/janus/api/explain?listener=web&method=GET&url=%2Flone%2Fx%3Fy%3D1&client=10.1.2.3");
        Axe.check(DASHBOARD, "an explanation");
    }

    @Test
    void what_janus_answers_itself_is_told() {
        answer(200, DENIED);
        DASHBOARD.click("Explain");

        DASHBOARD.awaitText(".steps", "403 denied");
        assertThat(DASHBOARD.text(".steps")).contains("by Janus itself");
    }

    @Test
    void a_listener_of_sessions_has_no_method_and_no_url() {
        answer(200, ROUTED);
        new Select(DASHBOARD.field("Listener")).selectByValue("raw");
        DASHBOARD.await("the fields to go", () -> !DASHBOARD.text(".explain-form").contains("Method"));
        DASHBOARD.click("Explain");

        DASHBOARD.await("the question", () -> DASHBOARD.script("return window.asked") != null);
        assertThat(DASHBOARD.script("return window.asked")).asString().endsWith("explain?listener=raw");
    }

    @Test
    void a_janus_that_cannot_explain_is_said_to_be_another() {
        answer(404, "{\"detail\":\"There is nothing here. /janus/api/openapi.yaml says what there is.\"}");
        DASHBOARD.click("Explain");

        DASHBOARD.awaitText(".explained", "cannot explain requests");
    }

    @Test
    void a_refusal_is_told_in_its_words() {
        answer(400, "{\"detail\":\"url must begin with a slash.\"}");
        DASHBOARD.click("Explain");

        DASHBOARD.awaitText(".explained", "url must begin with a slash.");
    }
}
