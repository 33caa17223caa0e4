package io.janus.server.demo;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

import io.janus.server.Server;

/** What runs beside the proxy in a demo. Called by the thread of {@code main} only. */
final class Demo implements Server.Companion {

    /** The log category of all of Janus. */
    static final String LOGGED = "io.janus";

    /** That of what goes wrong with single requests. */
    private static final String TRAFFIC = LOGGED + ".proxy.events";

    private final DemoSetup setup;
    private final List<DemoEndpoint> endpoints;
    private final DemoText text;
    private @Nullable DemoTraffic traffic;

    Demo(DemoSetup setup, List<DemoEndpoint> endpoints, DemoText text) {
        this.setup = setup;
        this.endpoints = endpoints;
        this.text = text;
    }

    @Override
    public void serving() {
        text.lines().forEach(System.out::println);
        System.out.flush();
        // From here on the log is part of the show: a save of the file answers here.
        Logger.getLogger(LOGGED).setLevel(Level.INFO);
        // But not of what visitors are refused as it is meant to be, every second: those lines would bury the others.
        Logger.getLogger(TRAFFIC).setLevel(Level.WARNING);
        traffic = new DemoTraffic(setup.web(), setup.echo());
    }

    @Override
    public void stopping() {
        // Visitors and endpoints end first: whoever still holds a connection to look at must not hold up the end.
        try {
            if (traffic != null) {
                traffic.close();
            }
            for (DemoEndpoint endpoint : endpoints) {
                endpoint.close();
            }
            setup.close();
        } catch (IOException e) {
            System.err.println("janus: the demo left something behind: " + e);
        }
    }
}
