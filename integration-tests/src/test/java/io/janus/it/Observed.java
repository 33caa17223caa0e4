package io.janus.it;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import java.util.Map;

/** What an operator sees of the running application: health and metrics, over HTTP. */
final class Observed {

    private Observed() {
    }

    /** The data of the readiness check, whose status must be UP. */
    static Map<String, Object> health() {
        return when().get("/q/health/ready").then().statusCode(200).extract().jsonPath()
                .getMap("checks.find { it.name == 'janus' }.data");
    }

    /** The port a listener is bound to. */
    static int port(String listener) {
        String address = String.valueOf(health().get("listener." + listener));
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    static String metrics() {
        return given().accept("text/plain").get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /** The sum of all samples of a metric whose labels contain all those given, as in {@code listener="web"}. */
    static double metric(String name, String... labels) {
        return metrics().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> {
                    for (String label : labels) {
                        if (!line.contains(label)) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
