package io.janus.server.dashboard;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The dashboard as a test uses it: a browser and a {@link Cluster} for all tests of a class, and the page anew for each. Things
 * are found as people find them: by the names of buttons and fields, and by what is shown.
 */
final class Dashboard implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    /** Frames come each second, and machines of builds are busy. */
    /** A checker of a page with a thousand endpoints computes for seconds, and beside other work for many. */
    private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofSeconds(20);

    /** What has the focus when nothing on the page has it. */
    static final String NOTHING = "(nothing)";

    private final int endpoints;
    private final String more;
    private @Nullable ChromeDriver browser;
    private @Nullable Cluster cluster;

    Dashboard() {
        this(3, "");
    }

    /** @param more lines of the configuration, below {@code janus:} */
    Dashboard(int endpoints, String more) {
        this.endpoints = endpoints;
        this.more = more;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Chromium.assumeThere();
        ChromeDriver opened = Chromium.open();
        opened.manage().timeouts().scriptTimeout(LONGEST_SCRIPT);
        browser = opened;
        cluster = Cluster.start(endpoints, more);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        size(1280, 900);
        theme("light");
        browser().get("about:blank");
        browser().get(cluster().url());
    }

    /** A page that throws, or that its policy keeps from something, is broken even where the test did not notice. */
    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors = browser().manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource") && !message.contains("net::ERR_")).toList();
        assertThat(errors).as("what the browser logged").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (browser != null) {
            browser.quit();
        }
    }

    Cluster cluster() {
        return requireNonNull(cluster);
    }

    ChromeDriver browser() {
        return requireNonNull(browser);
    }

    // Looking

    void size(int width, int height) {
        browser().executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system of the browser prefers. */
    void theme(String theme) {
        browser().executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Goes to a view, once Janus answers. */
    void view(String name) {
        awaitText("#standing", "Ready");
        script("location.hash = '#/' + arguments[0]", name);
        await(name + " to be shown",
                () -> Boolean.TRUE.equals(script("return !document.getElementById('view-' + arguments[0]).hidden",
                        name)));
    }

    @Nullable
    Object script(String text, Object... arguments) {
        return browser().executeScript(text, arguments);
    }

    /** Waits for something that comes by itself. */
    void await(String what, BooleanSupplier condition) {
        try {
            new WebDriverWait(browser(), SOON).ignoring(StaleElementReferenceException.class)
                    .until(any -> condition.getAsBoolean());
        } catch (TimeoutException e) {
            fail("waited in vain for " + what + "; the page says:\n" + text("body"), e);
        }
    }

    /** What is shown of the first element; empty where there is none. */
    String text(String selector) {
        return String.valueOf(
                script("const one = document.querySelector(arguments[0]); return one?.checkVisibility() ? one.innerText : ''",
                        selector));
    }

    void awaitText(String selector, String text) {
        await("'" + text + "' in " + selector, () -> text(selector).contains(text));
    }

    void awaitNoText(String selector, String text) {
        await("no '" + text + "' in " + selector, () -> !text(selector).contains(text));
    }

    /** The row of an endpoint as it is shown, cells apart by blanks. */
    String row(String backend, String id) {
        return String.valueOf(
                script("""
                        const card = [...document.querySelectorAll('.backend')].find(one => one.querySelector('h3').innerText === arguments[0]);
                        const row = [...card?.querySelectorAll('tbody tr') ?? []].find(one => one.querySelector('.name').innerText === arguments[1]);
                        return row?.innerText.replace(/\\s+/g, ' ') ?? '';""",
                        backend, id));
    }

    void awaitRow(String backend, String id, String text) {
        await("'" + text + "' in the row of " + backend + "/" + id, () -> row(backend, id).contains(text));
    }

    // Doing

    /** The button of a name, in the dialog where one is open. */
    WebElement button(String name) {
        String quoted = "\"" + name + "\"";
        String within = browser().findElements(By.cssSelector("dialog[open]")).isEmpty() ? "//" : "//dialog//";
        return only(By.xpath(within + "button[@aria-label=" + quoted + " or (not(@aria-label) and normalize-space(.)=" + quoted
                + ")]"), "button " + name);
    }

    /** The control of a label. */
    WebElement field(String label) {
        return only(By.xpath("//*[@id=//label[normalize-space(.)=\"" + label + "\"]/@for]"), "field " + label);
    }

    private WebElement only(By by, String what) {
        await(what, () -> browser().findElements(by).stream().anyMatch(WebElement::isDisplayed));
        return browser().findElements(by).stream().filter(WebElement::isDisplayed).findFirst().orElseThrow();
    }

    void click(String name) {
        await("button " + name + " to be clickable", () -> {
            WebElement button = button(name);
            if (!button.isEnabled() || "true".equals(button.getDomAttribute("aria-disabled"))) {
                return false;
            }
            script("arguments[0].scrollIntoView({block: 'center'})", button);
            button.click();
            return true;
        });
    }

    /** Types over what is there. */
    void type(String label, String text) {
        WebElement field = field(label);
        script("arguments[0].select()", field);
        field.sendKeys(Keys.BACK_SPACE, text);
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        new Actions(browser()).sendKeys(keys).perform();
    }

    /** The name of what has the focus, as a screen reader would say it, or {@link #NOTHING}. */
    String focused() {
        WebElement active = browser().switchTo().activeElement();
        return active.getTagName().equals("body") ? NOTHING : String.valueOf(active.getAccessibleName());
    }

    /** Goes on with the tabulator until something has the focus. */
    void tabTo(String name) {
        for (int i = 0; i < 200; i++) {
            if (focused().equals(name)) {
                return;
            }
            press(Keys.TAB);
        }
        fail("the tabulator does not reach " + name);
    }

    void awaitDialog(String title) {
        awaitText("dialog[open] h2", title);
    }

    void awaitNoDialog() {
        await("the dialog to be closed", () -> browser().findElements(By.cssSelector("dialog[open]")).isEmpty());
    }
}
