package io.janus.proxy.stats;

/** The classes of final statuses, as counted in {@code janus_requests_total}. */
public enum StatusClass {

    /** 101, the only final one of its class. */
    INFORMATIONAL("1xx"),
    SUCCESS("2xx"),
    REDIRECTION("3xx"),
    CLIENT_ERROR("4xx"),
    SERVER_ERROR("5xx"),

    /** The client left before an answer began. */
    NONE("none");

    private static final StatusClass[] BY_HUNDREDS = { NONE, INFORMATIONAL, SUCCESS, REDIRECTION, CLIENT_ERROR, SERVER_ERROR };

    private final String label;

    StatusClass(String label) {
        this.label = label;
    }

    /** Its name in metrics and documents. */
    public String label() {
        return label;
    }

    /**
     * The class of a status.
     *
     * @param status 100 to 599, or 0 for none
     */
    public static StatusClass of(int status) {
        return BY_HUNDREDS[status / 100];
    }
}
