package io.janus.proxy.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;

/**
 * What Netty's jars say of themselves. Netty's own {@code Version.identify} also reads when each was built, and to read a date
 * takes a start more than all the rest of it.
 */
public final class NettyVersions {

    private static final String RESOURCE = "META-INF/io.netty.versions.properties";

    private NettyVersions() {
    }

    /**
     * The version of the jar that is on the class path.
     *
     * @param artifact as in {@code netty-transport}
     * @return for example {@code 4.1.138.Final}; empty where a build took the information away
     */
    public static Optional<String> of(String artifact) {
        String key = artifact + ".version";
        try {
            for (URL url : Collections.list(NettyVersions.class.getClassLoader().getResources(RESOURCE))) {
                Properties jar = new Properties();
                try (InputStream in = url.openStream()) {
                    jar.load(in);
                }
                if (jar.containsKey(key)) {
                    return Optional.of(jar.getProperty(key));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
