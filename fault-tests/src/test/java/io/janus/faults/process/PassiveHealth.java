package io.janus.faults.process;

import java.util.List;

/** What is configured of ejection and slow start, in one place. */
enum PassiveHealth {

    /** As an operator has it; endpoints come back soon, so that a test need not wait. */
    ON("ejection: { enabled: true, consecutive-failures: 5, base: 1s, max: 5s, max-percent: 33 }", "slow-start: 2s"),

    /** For tests whose endpoints fail all the time, and should be asked nevertheless. */
    OFF("ejection: { enabled: false }", "slow-start: 0s");

    private final List<String> settings;

    PassiveHealth(String... settings) {
        this.settings = List.of(settings);
    }

    /** Lines of a backend's configuration. */
    List<String> settings() {
        return settings;
    }
}
