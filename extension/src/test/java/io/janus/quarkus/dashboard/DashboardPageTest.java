package io.janus.quarkus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** What a browser is sent, and what it is allowed to do with it. */
class DashboardPageTest {

    /** Small enough for a phone in a cellar. */
    private static final int MOST_BYTES = 200 * 1024;

    private final DashboardPage page = DashboardPage.load();
    private final String text = new String(page.bytes(), StandardCharsets.UTF_8);

    @Test
    void everything_is_in_the_page_and_nothing_is_fetched() {
        assertThat(text).doesNotContain("src=\"", "rel=\"stylesheet\"", "@import", "url(", "https://");
        assertThat(text.replace("http://www.w3.org/2000/svg", "").replace("http://host", "")).doesNotContain("http://");
        assertThat(page.bytes()).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void scripts_and_styles_are_allowed_by_their_hashes_alone() throws Exception {
        List<String> hashes = new ArrayList<>();
        Matcher inline = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(text);
        while (inline.find()) {
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(inline.group(2).getBytes(StandardCharsets.UTF_8))) + "'");
        }
        assertThat(hashes).hasSizeGreaterThan(10).allSatisfy(hash -> assertThat(page.policy()).contains(hash));
        assertThat(page.policy()).contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'",
                "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'").doesNotContain("unsafe");
    }

    @Test
    void no_part_can_end_its_element_early() {
        assertThat(text.split("</script>", -1)).hasSameSizeAs(text.split("<script>", -1));
        assertThat(text.split("</style>", -1)).hasSameSizeAs(text.split("<style>", -1));
    }

    @Test
    void what_a_server_says_never_becomes_markup() {
        assertThat(text).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser",
                "eval(", "new Function", " style=", " onclick=");
    }
}
