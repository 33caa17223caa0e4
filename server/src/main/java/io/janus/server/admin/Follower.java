package io.janus.server.admin;

import java.util.List;
import java.util.function.Consumer;

import io.janus.proxy.spec.HostPort;

/** Prints events as they come. One thread. */
final class Follower implements Consumer<String> {

    private final HostPort address;
    private final AdminOptions options;
    private boolean stopping;

    Follower(HostPort address, AdminOptions options) {
        this.address = address;
        this.options = options;
    }

    /** Prints the data of one event. */
    @Override
    public void accept(String data) {
        ApiAnswer event = ApiAnswer.parse(address, "/janus/api/events", data);
        stopping |= event.read(json -> json.getString("type")).equals("stop");
        options.show(event, answer -> List.of(answer.read(EventText::line)));
    }

    /** Whether Janus said that it stops: then the end of the connection is no surprise. */
    boolean stopping() {
        return stopping;
    }

    /** Whether our output was closed, as {@code head} does when it has enough. */
    boolean nobodyReads() {
        // Picocli's writer does not hear of what happened to the stream below it.
        return options.out().checkError() || System.out.checkError();
    }
}
