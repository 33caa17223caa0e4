package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.config.BackendConfig;
import io.janus.quarkus.config.JanusConfig;
import io.janus.quarkus.config.RouteConfig;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

class NativeProcessorTest {

    /** The package of the mapping, as a directory of the class path. */
    private static final String MAPPING = JanusConfig.class.getPackageName().replace('.', '/');

    @Test
    void every_interface_of_the_mapping_is_registered_for_reflection_and_as_a_proxy() throws Exception {
        List<ReflectiveClassBuildItem> reflective = new ArrayList<>();
        List<NativeImageProxyDefinitionBuildItem> proxies = new ArrayList<>();
        new NativeProcessor().mapping(reflective::add, proxies::add);

        Set<String> mapping = mapping();
        assertThat(mapping).contains(JanusConfig.class.getName(), BackendConfig.BudgetConfig.class.getName(),
                RouteConfig.RedirectConfig.class.getName());
        assertThat(reflective).allMatch(ReflectiveClassBuildItem::isMethods)
                .flatExtracting(ReflectiveClassBuildItem::getClassNames)
                .containsExactlyInAnyOrderElementsOf(mapping);
        assertThat(proxies).flatExtracting(NativeImageProxyDefinitionBuildItem::getClasses)
                .containsExactlyInAnyOrderElementsOf(mapping);
    }

    /** The names of all interfaces of that package that are called a configuration. */
    private static Set<String> mapping() throws IOException, URISyntaxException {
        URI place = JanusConfig.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(place))) {
            return mapping(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
            return mapping(jar.getPath("/"));
        }
    }

    private static Set<String> mapping(Path root) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (Stream<Path> files = Files.list(root.resolve(MAPPING))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith("Config.class") && load(name).isInterface()) {
                    names.add(load(name).getName());
                }
            }
        }
        return names;
    }

    private static Class<?> load(String file) {
        String name = JanusConfig.class.getPackageName() + "." + file.substring(0, file.length() - ".class".length());
        try {
            return Class.forName(name, false, JanusConfig.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
