package io.janus.server.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of the machine, as Debian has it; nothing is downloaded. */
final class Chromium {

    private static final Path BROWSER = Path.of(System.getProperty("janus.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("janus.chromedriver", "/usr/bin/chromedriver"));

    /** Says at each start that it knows no newer DevTools than its own; only old ones are used. Kept here: loggers are weak. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private static boolean told;

    private Chromium() {
    }

    /** Leaves the tests of a class out where there is none, and says so in one line, once. */
    static synchronized void assumeThere() {
        boolean there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        String why = "The tests of the dashboard are SKIPPED: they need " + BROWSER + " and " + DRIVER
                + " (Debian: apt-get install chromium chromium-driver).";
        if (!there && !told) {
            told = true;
            System.out.println("[WARNING] " + why);
        }
        assumeTrue(there, why);
    }

    static ChromeDriver open() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        // Builds run as root, in containers with a small /dev/shm, and have no graphics card.
        options.addArguments(List.of("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--disable-extensions", "--hide-scrollbars", "--no-first-run", "--force-prefers-reduced-motion",
                "--lang=en-US"));
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withSilent(true).build();
        return new ChromeDriver(service, options);
    }
}
