package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.given;

/** What {@code /q/metrics} says. */
final class Metrics {

    private Metrics() {
    }

    /** All of it, at most a second old. */
    static String text() {
        return given().accept("text/plain").get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** The value of one sample, given with its labels as in the text. */
    static double value(String sample) {
        return text().lines().filter(line -> line.startsWith(sample + " ")).findFirst()
                .map(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .orElseThrow(() -> new AssertionError(sample + " is not in the metrics"));
    }
}
