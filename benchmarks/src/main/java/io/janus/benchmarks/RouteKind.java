package io.janus.benchmarks;

/** What the routes go by that requests are for. */
public enum RouteKind {
    EXACT_PATH,
    PATH_PREFIX,
    HOST,
    WILDCARD_HOST,
    /** There is no route for them: neither host nor path is known. */
    NONE
}
