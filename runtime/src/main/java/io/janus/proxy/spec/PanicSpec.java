package io.janus.proxy.spec;

/**
 * What happens when too few endpoints are left.
 *
 * @param thresholdPercent when a smaller share of the up endpoints is not ejected, ejections are ignored; 0 to 100
 * @param failOpen when every endpoint is down: true uses them all, false none
 */
public record PanicSpec(int thresholdPercent, boolean failOpen) {
}
