package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.openqa.selenium.chrome.ChromeDriver;

/** Accessibility as axe-core checks it: WCAG 2.2 A and AA, and what it calls best practice. */
final class Axe {

    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              (result) => done(result.violations.flatMap((one) => one.nodes.map((node) =>
                one.id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary))),
              (failure) => done(['axe failed: ' + failure]));""";

    private Axe() {
    }

    /** Fails with every violation of what is shown now. */
    static void check(Dashboard dashboard, String what) {
        ChromeDriver browser = dashboard.browser();
        browser.executeScript(script());
        Object violations = browser.executeAsyncScript(RUN);
        assertThat(violations).as("violations in " + what).asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEqualTo(List.of());
    }

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                return fail("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return fail(e);
        }
    }
}
