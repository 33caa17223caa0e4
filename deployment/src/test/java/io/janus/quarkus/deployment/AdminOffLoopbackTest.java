package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;

/** On an address that others reach, nobody comes in without the token. */
class AdminOffLoopbackTest {

    private static final String TOKEN = "a-token-for-this-test";

    /** A system property: this class is loaded twice. */
    private static final String TOKEN_FILE = "janus-test-token-file";

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // Quarkus sets it.
    URI admin;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(ConfigFile.class))
            .overrideRuntimeConfigKey("janus.admin.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.http.host", "0.0.0.0")
            .setBeforeAllCustomizer(AdminOffLoopbackTest::holdToken)
            .setAfterAllCustomizer(ConfigFile::remove);

    private static void holdToken() {
        try {
            Path file = Files.createTempFile("janus-test", "token");
            file.toFile().deleteOnExit();
            Files.writeString(file, TOKEN);
            System.setProperty(TOKEN_FILE, file.toString());
            ConfigFile.holding(ConfigFile.ANY + "  admin: { token-file: \"" + file + "\" }\n").run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void only_who_sends_the_token_comes_in() {
        get("/janus/api/state").then().statusCode(401).header("WWW-Authenticate", "Bearer realm=\"janus\"");
        given().header("Authorization", "Bearer wrong").get("/janus/api/openapi.yaml").then().statusCode(401);
        given().header("Authorization", "Bearer wrong").contentType("application/json").body("{}").post("/janus/api/reload")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + TOKEN).get("/janus/api/state").then().statusCode(200);
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void a_stream_ends_when_another_token_takes_the_place_of_its_own() throws IOException {
        try (Socket reader = new Socket("127.0.0.1", admin.getPort())) {
            // The token's file is looked at every ten seconds.
            reader.setSoTimeout(30_000);
            reader.getOutputStream()
                    .write(("GET /janus/api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
                            + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(reader.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 OK");
            Path file = Path.of(System.getProperty(TOKEN_FILE));
            Files.writeString(file, "another-token-for-this-test");
            try {
                assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).endsWith("0\r\n\r\n");
                given().header("Authorization", "Bearer another-token-for-this-test").get("/janus/api/state").then()
                        .statusCode(200);
            } finally {
                Files.writeString(file, TOKEN);
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> given().header("Authorization", "Bearer " + TOKEN)
                    .get("/janus/api/state").then().statusCode(200));
        }
    }

    /** It holds no data and asks for the token itself. */
    @Test
    void the_page_of_the_dashboard_needs_none() {
        get("/janus").then().statusCode(200).contentType("text/html");
        given().header("Host", "evil.example").get("/janus").then().statusCode(403);
    }
}
