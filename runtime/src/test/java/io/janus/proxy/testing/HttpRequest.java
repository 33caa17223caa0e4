package io.janus.proxy.testing;

/**
 * A request as an endpoint received it.
 *
 * @param head its head
 * @param body its body; empty where the endpoint answers before it
 * @param connection the connection it came on, counted from 1
 */
public record HttpRequest(HttpHead head, HttpBody body, int connection) {

    public String method() {
        return head.startLine().replaceFirst(" .*", "");
    }

    public String target() {
        return head.startLine().replaceFirst("^[^ ]* ", "").replaceFirst(" [^ ]*$", "");
    }
}
