package io.janus.server.admin;

import java.util.List;
import java.util.Optional;

import io.janus.proxy.spec.HostPort;
import io.janus.quarkus.config.ConfigProblem;
import io.janus.server.CommandRefusedException;

/** A running Janus answered, and its answer was no. The message says what to do. */
final class ApiRefusedException extends CommandRefusedException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<ConfigProblem> problems;

    private ApiRefusedException(int status, String message, List<ConfigProblem> problems) {
        super(message);
        this.status = status;
        this.problems = problems;
    }

    /** Whether Janus wants to know better who asks, and how. */
    boolean forbidden() {
        return status == 401 || status == 403;
    }

    /** What is wrong with a configuration; empty when that was not the reason. */
    List<ConfigProblem> problems() {
        return problems;
    }

    /** There is a Janus, but nothing at all below {@code /janus}. */
    static ApiRefusedException off(HostPort address) {
        return new ApiRefusedException(404, "The admin API of the Janus at " + address + " is off.\n"
                + "Where others can reach the address it needs a token: set janus.admin.token-file there. In an application\n"
                + "it is off until janus.admin.enabled is true.", List.of());
    }

    /**
     * Any other refusal.
     *
     * @param status of the answer
     * @param problem what it says
     * @param token what was sent with the question
     */
    static ApiRefusedException of(HostPort address, int status, ApiProblem problem, Optional<AdminToken> token) {
        String janus = "The Janus at " + address;
        String detail = problem.detail();
        return new ApiRefusedException(status, switch (status) {
            case 401 ->
                token.map(t -> janus + " does not accept the " + t + ".\nIt must be the one of its janus.admin.token-file.")
                        .orElse(janus + " wants a token.\nGive it with --token-file FILE, or in the variable "
                                + AdminToken.VARIABLE
                                + " or " + AdminToken.FILE_VARIABLE + ".");
            case 403 -> janus + " does not let itself be asked like this" + because(detail)
                    + "\nIts janus.admin.allowed-hosts must name the host that --admin names.";
            case 404, 422 -> detail.isEmpty() ? janus + " refuses (" + status + ")." : detail;
            case 409 -> janus + " refuses" + because(detail)
                    + "\nWhat is in force may have changed: look with 'janus history', and plan again with 'janus plan'.";
            case 503 -> janus + " has too much to do" + because(detail) + "\nTry again in a moment.";
            default -> status < 500 ? janus + " refuses (" + status + ")" + because(detail)
                    : janus + " failed (" + status + ")" + because(detail) + "\nIts log says more.";
        }, problem.problems());
    }

    private static String because(String detail) {
        return detail.isEmpty() ? "." : ": " + detail;
    }
}
