package io.janus.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import io.janus.proxy.io.NettyVersions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.IVersionProvider;

/** The versions of Janus and of what it is made of. */
@RegisterForReflection // picocli makes it by its constructor, and Quarkus registers only what has its annotations
public final class Versions implements IVersionProvider {

    /** Written by the build. */
    private static final String RESOURCE = "/janus-versions.properties";

    /** Janus's own version. */
    public static String janus() {
        return built().getProperty("janus");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
                "Janus   " + janus(),
                "Quarkus " + built().getProperty("quarkus"),
                "Netty   " + netty(),
                "Java    " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")" };
    }

    /** Asked of the library on the class path, because a dependency can bring another version than the build names. */
    private static String netty() {
        return NettyVersions.of("netty-common").orElse("unknown");
    }

    private static Properties built() {
        Properties versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing: the build is broken");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
