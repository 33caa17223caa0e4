package io.janus.proxy.spec;

import java.time.Duration;

/**
 * How the endpoints of a backend are probed: by opening a TCP connection and closing it.
 *
 * @param interval the time from one probe to the next, positive; each is moved by up to 10 % so that probes do not march in
 *        step
 * @param timeout how long one probe may take, positive
 * @param healthyThreshold successes in a row that bring a down endpoint up, at least 1
 * @param unhealthyThreshold failures in a row that take an up endpoint down, at least 1
 */
public record ProbeSpec(Duration interval, Duration timeout, int healthyThreshold, int unhealthyThreshold) {
}
