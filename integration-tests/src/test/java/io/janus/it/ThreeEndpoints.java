package io.janus.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.janus.quarkus.config.ConfigLoader;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Three endpoints of each kind and the file that names them, there before the application starts. */
public class ThreeEndpoints implements QuarkusTestResourceLifecycleManager {

    private final List<GreetingEndpoint> endpoints = List.of(new GreetingEndpoint("a"), new GreetingEndpoint("b"),
            new GreetingEndpoint("c"));
    private final List<WebEndpoint> webEndpoints = List.of(new WebEndpoint("a"), new WebEndpoint("b"), new WebEndpoint("c"));
    private final JanusFile file = new JanusFile(newDirectory().resolve("janus.yaml"));

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("janus-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            file.write(JanusFile.yaml(endpoints, webEndpoints));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // For an application in this process; one of its own gets what is answered on its command line.
        System.setProperty(ConfigLoader.FILE_PROPERTY, file.path().toString());
        return Map.of(ConfigLoader.FILE_PROPERTY, file.path().toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(endpoints, field -> field.getName().equals("endpoints"));
        injector.injectIntoFields(webEndpoints, field -> field.getName().equals("webEndpoints"));
        injector.injectIntoFields(file, field -> field.getType() == JanusFile.class);
    }

    @Override
    public void stop() {
        System.clearProperty(ConfigLoader.FILE_PROPERTY);
        webEndpoints.forEach(WebEndpoint::close);
        for (GreetingEndpoint endpoint : endpoints) {
            try {
                endpoint.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
