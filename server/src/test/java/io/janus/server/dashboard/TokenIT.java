package io.janus.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** A Janus that wants a token. */
class TokenIT {

    private static final String TOKEN = "a-token-for-this-test";

    @RegisterExtension
    static final Dashboard DASHBOARD = new Dashboard(3, "  admin: { token-file: \"" + tokenFile() + "\" }");

    private static Path tokenFile() {
        try {
            Path file = Files.createTempFile("janus-dashboard", "token");
            file.toFile().deleteOnExit();
            return Files.writeString(file, TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void it_is_asked_for_once_and_kept_for_the_tab() {
        DASHBOARD.awaitDialog("Admin token");
        Axe.check(DASHBOARD, "the question for the token");
        DASHBOARD.type("Token", "ключ-для-этого-теста");
        DASHBOARD.click("Continue");
        assertThat(DASHBOARD.browser().findElements(By.cssSelector("dialog[open] input:invalid")))
                .as("what no header can hold").hasSize(1);
        DASHBOARD.type("Token", "this-is-another-token");
        DASHBOARD.click("Continue");
        DASHBOARD.awaitText("dialog", "did not accept");
        DASHBOARD.type("Token", TOKEN);
        DASHBOARD.click("Continue");
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.awaitNoDialog();

        DASHBOARD.browser().navigate().refresh();
        DASHBOARD.awaitRow("app", "app-1", "up");
        DASHBOARD.click("Drain app/app-1");
        DASHBOARD.click("Drain");
        DASHBOARD.awaitRow("app", "app-1", "drained");
        assertThat(DASHBOARD.script("return [location.href, document.cookie, JSON.stringify(localStorage)].join()")).asString()
                .as("only the tab knows it").doesNotContain(TOKEN);

        DASHBOARD.script("sessionStorage.setItem('janus-token', 'ключ-для-этого-теста')");
        DASHBOARD.browser().navigate().refresh();
        DASHBOARD.awaitDialog("Admin token");
        DASHBOARD.type("Token", TOKEN);
        DASHBOARD.click("Continue");
        DASHBOARD.awaitRow("app", "app-1", "drained");

        DASHBOARD.click("Help and settings");
        DASHBOARD.click("Forget the token");
        DASHBOARD.awaitDialog("Admin token");
        assertThat(DASHBOARD.script("return JSON.stringify(sessionStorage)")).asString().doesNotContain(TOKEN);
    }
}
