package io.janus.proxy.testing;

import java.util.List;

/**
 * A response as a client received it.
 *
 * @param interim the 1xx responses before it, 101 excepted, which is final
 * @param head the head of the final response
 * @param body its body
 */
public record HttpResponse(List<HttpHead> interim, HttpHead head, HttpBody body) {

    public int status() {
        return statusOf(head);
    }

    static int statusOf(HttpHead head) {
        String[] parts = head.startLine().split(" ", 3);
        if (parts.length < 2 || !parts[1].matches("[1-9][0-9][0-9]")) {
            throw new AssertionError("not a status line: " + head.startLine());
        }
        return Integer.parseInt(parts[1]);
    }

    /** The body as text. */
    public String text() {
        return body.text();
    }

    /** What Janus says it answered for; empty when an endpoint answered. */
    public String error() {
        return head.value("Janus-Error");
    }

    /** Whether it says that the connection closes after it. */
    public boolean announcesClose() {
        return head.lists("Connection", "close");
    }
}
