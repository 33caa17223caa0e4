package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.Buffer;
import java.nio.channels.Channel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.quarkus.JanusControl;
import io.janus.server.admin.AdminOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What can be said on a JVM about the code in a native image. There, classes are initialized when the image is built: what a
 * static field holds then is what every start finds, on whatever machine and at whatever time.
 */
class NativeImageTest {

    /** What belongs to one process, one machine or one moment. */
    private static final List<Class<?>> OF_ONE_PROCESS = List.of(Thread.class, ThreadGroup.class, ThreadLocal.class,
            ExecutorService.class, RandomGenerator.class, SecureRandom.class, Instant.class, Clock.class, Buffer.class,
            InetAddress.class, SocketAddress.class, Channel.class, Cleaner.class, ByteBuf.class,
            ByteBufAllocator.class, io.netty.channel.Channel.class, EventLoopGroup.class);

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> found = new TreeSet<>();

    @Test
    void no_static_field_holds_what_belongs_to_one_process() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> one : List.of(BalancerFactory.class, Proxy.class, JanusControl.class, Main.class)) {
            classes.addAll(beside(one));
        }
        assertThat(classes).contains(Proxy.class, Signals.class).hasSizeGreaterThan(300);

        for (Class<?> type : classes) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    look(field.get(null), type.getName() + "." + field.getName());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void the_look_finds_what_lies_deep() {
        record Inner(Object random) {
        }
        look(Map.of("a", List.of(Optional.of(new Inner(new SplittableRandom())))), "here");

        assertThat(found).singleElement().asString().startsWith("here").endsWith("SplittableRandom");
    }

    @Test
    void what_picocli_makes_by_reflection_is_registered() {
        Set<Class<?>> made = new LinkedHashSet<>();
        collect(JanusCommand.commandLine(), made);

        assertThat(made).contains(Versions.class, HostPortConverter.class, RunCommand.class, AdminOptions.class)
                .allSatisfy(type -> assertThat(
                        type.isAnnotationPresent(Command.class) || type.isAnnotationPresent(RegisterForReflection.class))
                        .as(type.getName()).isTrue());
    }

    private static void collect(CommandLine line, Set<Class<?>> made) {
        made.add(line.getCommandSpec().userObject().getClass());
        if (line.getCommandSpec().versionProvider() != null) {
            made.add(line.getCommandSpec().versionProvider().getClass());
        }
        line.getCommandSpec().mixins().values().forEach(mixin -> made.add(mixin.userObject().getClass()));
        line.getCommandSpec().args().forEach(arg -> Stream.of(arg.converters()).forEach(c -> made.add(c.getClass())));
        line.getSubcommands().values().forEach(below -> collect(below, made));
    }

    /** Follows objects of ours, arrays and collections; what the JDK keeps inside is not ours to hold. */
    private void look(Object value, String where) {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (value.equals(Instant.EPOCH)) {
            // The one moment that is the same for every process.
            return;
        }
        if (OF_ONE_PROCESS.stream().anyMatch(type -> type.isInstance(value))) {
            found.add(where + " holds " + value.getClass().getName());
        } else if (value instanceof Object[] array) {
            Stream.of(array).forEach(item -> look(item, where));
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> look(item, where));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> look(item, where));
        } else if (value instanceof Optional<?> maybe) {
            maybe.ifPresent(item -> look(item, where));
        } else if (value.getClass().getName().startsWith("io.janus.") && !value.getClass().isHidden()) {
            for (Class<?> type = value.getClass(); type != null && type.getName().startsWith("io.janus."); type = type
                    .getSuperclass()) {
                Stream.of(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive())
                        .forEach(field -> look(read(field, value), where + "." + field.getName()));
            }
        }
    }

    private static Object read(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** All classes in the jar, or the directory, that a class came from. */
    private static List<Class<?>> beside(Class<?> one) throws IOException, URISyntaxException {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(place))) {
            return below(Path.of(place));
        }
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
            return below(jar.getPath("/"));
        }
    }

    private static List<Class<?>> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.startsWith("io/janus/") && name.endsWith(".class")
                            && !name.endsWith("package-info.class"))
                    .<Class<?>> map(name -> load(name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, true, Main.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
