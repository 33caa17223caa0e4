package io.janus.quarkus.config;

import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.BackendSpec;

/**
 * Makes the balancer of each backend once and throws it away: only the policy itself knows which options it takes.
 */
final class BalancerTrial {

    private final int loops;
    private final Map<String, BalancerFactory> policies;
    private final Findings findings;

    /** @param ioThreads as configured: 0 for one per core */
    BalancerTrial(int ioThreads, Map<String, BalancerFactory> policies, Findings findings) {
        this.loops = ioThreads > 0 ? ioThreads : Runtime.getRuntime().availableProcessors();
        this.policies = policies;
        this.findings = findings;
    }

    void run(Collection<BackendSpec> backends) {
        for (BackendSpec backend : backends) {
            String key = "backends." + backend.name() + ".balancer";
            BalancerFactory factory = policies.get(backend.balancer().type());
            if (findings.mayExist(key)) {
                continue;
            }
            if (factory == null) {
                findings.key(key + ".type", unknown(key + ".type", backend.balancer().type()));
            } else {
                create(factory, backend, key);
            }
        }
    }

    private String unknown(String key, String type) {
        String nearest = Nearest.to(type, policies.keySet());
        return findings.quoted(key, type) + " must be the name of a balancing policy. " + (nearest != null
                ? "Maybe write " + nearest + "."
                : "There are: " + Words.list(policies.keySet().stream().sorted().toList()) + ".");
    }

    private void create(BalancerFactory factory, BackendSpec backend, String key) {
        Map<String, String> options = backend.balancer().options();
        String about = key + (options.isEmpty() ? ".type" : ".options");
        try (Balancer made = factory.create(new Context(backend.name(), options, loops, System::nanoTime))) {
            if (made == null) {
                findings.key(about, Words.quoted(backend.balancer().type()) + " made no balancer. Maybe the policy has a bug.");
            }
        } catch (IllegalArgumentException e) {
            findings.key(about, "is refused by the policy " + backend.balancer().type() + ": "
                    + Words.escaped(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            findings.key(about, "cannot be used: the policy " + backend.balancer().type() + " failed with "
                    + Words.plain(e.toString()) + ". Maybe the policy has a bug.");
        }
    }

    private record Context(String backend, Map<String, String> options, int loops, LongSupplier nanoClock)
            implements
                BalancerContext {
    }
}
