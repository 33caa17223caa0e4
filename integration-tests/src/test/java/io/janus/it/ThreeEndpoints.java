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
        System.setProperty(ConfigLoader.FILE_PROPERTY, file.path().toString());
        return Map.of();
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
