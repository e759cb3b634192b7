package io.pogo.spring;

import io.pogo.ChildConflictException;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import io.pogo.StaleRevisionException;
import io.pogo.StartChildrenException;
import io.pogo.spring.PogoProperties.ChildrenPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of the configuration, requested by the policies {@code KEEP} and {@code UPDATE}. With {@code FAIL} the
 * supervisor requests them itself.
 */
final class ConfiguredChildren {
    private static final Logger log = LoggerFactory.getLogger(ConfiguredChildren.class);
    private static final int MOST_ATTEMPTS = 5;

    private final Map<String, ChildSpec> specs;
    private final ChildrenPolicy policy;

    ConfiguredChildren(List<ConfiguredChild> children, ChildrenPolicy policy) {
        this.specs = children.stream()
                .map(ConfiguredChild::spec)
                .collect(Collectors.toMap(ChildSpec::id, spec -> spec, (one, other) -> {
                    throw new IllegalStateException("child \"" + one.id() + "\" is twice in pogo.children; remove one");
                }));
        this.policy = policy;
    }

    /** Returns whether there is something to request after the start. */
    boolean areLeft() {
        return policy != ChildrenPolicy.FAIL && !specs.isEmpty();
    }

    /**
     * Requests the children.
     *
     * @throws PogoException if one is neither accepted nor present
     */
    void request(DistributedSupervisor supervisor) {
        try {
            supervisor.startChildren(specs.values());
        } catch (StartChildrenException e) {
            e.failed().forEach((id, failure) -> {
                if (!(failure instanceof ChildConflictException)) {
                    throw e;
                }
                settle(supervisor, id, failure);
            });
        }
    }

    private void settle(DistributedSupervisor supervisor, String id, PogoException conflict) {
        if (policy == ChildrenPolicy.KEEP) {
            log.info(
                    "child \"{}\" keeps the spec that it has, which is not the configured one: {}",
                    id,
                    conflict.getMessage());
            return;
        }
        ChildSpec spec = specs.get(id);
        if (spec != null) {
            update(supervisor, spec);
        }
    }

    /** Replaces the spec; others may do so, or terminate the child, at the same time. */
    private static void update(DistributedSupervisor supervisor, ChildSpec spec) {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<ChildInfo> present = supervisor.findChild(spec.id());
                if (present.isEmpty()) {
                    supervisor.startChild(spec);
                } else {
                    supervisor.updateChild(spec, present.get().revision());
                    log.info("child \"{}\" was updated to the configured spec", spec.id());
                }
                return;
            } catch (StaleRevisionException | ChildNotFoundException | ChildConflictException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
