package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** On an address that others reach, without a token, there is no admin API. */
class AdminWithoutTokenTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(ConfigFile.class))
            .overrideRuntimeConfigKey("janus.admin.enabled", "true")
            .overrideRuntimeConfigKey("quarkus.http.host", "0.0.0.0")
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    /** The answers are those of Quarkus for paths that nobody serves. */
    @Test
    void it_is_off_and_health_is_not() {
        get("/janus/api/state").then().statusCode(404);
        given().contentType("application/json").body("{}").post("/janus/api/reload").then().statusCode(405);
        get("/janus").then().statusCode(404);
        get("/q/health/ready").then().statusCode(200);
    }
}
