package io.janus.proxy.balancers;

import java.util.Arrays;
import java.util.Map;

/** The options of a policy as an operator wrote them, read strictly: what is not known or not in range is refused. */
final class PolicyOptions {

    private final String policy;
    private final Map<String, String> configured;

    private PolicyOptions(String policy, Map<String, String> configured) {
        this.policy = policy;
        this.configured = configured;
    }

    /**
     * The options of a policy.
     *
     * @param known all that it has
     * @throws IllegalArgumentException when another one is configured
     */
    static PolicyOptions of(String policy, Map<String, String> configured, String... known) {
        PolicyOptions options = new PolicyOptions(policy, configured);
        for (String option : configured.keySet()) {
            if (!Arrays.asList(known).contains(option)) {
                throw options.refused(option, known.length == 0
                        ? "is not known: this policy has no options. Maybe remove it."
                        : "is not known: the name of an option must be " + String.join(" or ", known)
                                + ". Maybe it is misspelt.");
            }
        }
        return options;
    }

    /**
     * A whole number.
     *
     * @param otherwise what it is when it is not configured
     * @throws IllegalArgumentException when it is no whole number from {@code least} to {@code most}
     */
    int wholeNumber(String option, int least, int most, int otherwise) {
        String value = configured.get(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number out of range
        }
        throw refused(option, "must be a whole number from " + least + " to " + most + ". Maybe leave it out: then it is "
                + otherwise + ".");
    }

    private IllegalArgumentException refused(String option, String why) {
        return new IllegalArgumentException(
                "The option " + option + " (\"" + configured.get(option) + "\") of the policy " + policy + " " + why);
    }
}
