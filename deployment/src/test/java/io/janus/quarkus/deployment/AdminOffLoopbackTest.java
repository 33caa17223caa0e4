package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** On an address that others reach, nobody comes in without the token. */
class AdminOffLoopbackTest {

    private static final String TOKEN = "a-token-for-this-test";

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

    /** It holds no data and asks for the token itself. */
    @Test
    void the_page_of_the_dashboard_needs_none() {
        get("/janus").then().statusCode(200).contentType("text/html");
        given().header("Host", "evil.example").get("/janus").then().statusCode(403);
    }
}
