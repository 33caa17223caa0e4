package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.threads.ControlThread;
import io.smallrye.config.SmallRyeConfig;

/** All sources as they were when they were read, once. Confined to one thread. */
public final class ConfigReading {

    private final @Nullable Path file;
    private final boolean listenersNeeded;
    private final FileContent content;
    private final SmallRyeConfig values;

    ConfigReading(@Nullable Path file, boolean listenersNeeded, FileContent content, SmallRyeConfig values) {
        this.file = file;
        this.listenersNeeded = listenersNeeded;
        this.content = content;
        this.values = values;
    }

    /**
     * All sources laid over each other, with keys that are not ours too. What is wrong with the file is left out, as the
     * application leaves it out.
     */
    public SmallRyeConfig values() {
        return values;
    }

    /** The file as it is, or what takes its place; null where there is none, or it could not be read. */
    public @Nullable String text() {
        return content.text();
    }

    /**
     * Maps and validates what was read, and makes the balancer of each backend once on trial. Changes nothing. Once only.
     *
     * @param policies the balancing policies by name, aliases included
     * @throws BadConfigException with everything that is wrong
     */
    public LoadedConfig validate(Map<String, BalancerFactory> policies) throws BadConfigException {
        Findings findings = content.findings();
        // A file that could not be read to the end says nothing about what is missing.
        if (findings.doubts("")) {
            throw new BadConfigException(file, findings.problems());
        }
        ControlThread.giveWay();
        ValueTree effective = new EffectiveValues(values, content).read();
        JanusConfig config = MappedConfig.of(effective);
        ProxySpec spec = new SpecValidator(config, new Checks(findings, content.lines(), effective), listenersNeeded)
                .validate();
        ControlThread.giveWay();
        new BalancerTrial(config.ioThreads(), policies, findings).run(spec.backends().values());
        if (!findings.problems().isEmpty()) {
            throw new BadConfigException(file, findings.problems());
        }
        return new LoadedConfig(config, spec, content.text(), content.others(), content.lines());
    }
}
