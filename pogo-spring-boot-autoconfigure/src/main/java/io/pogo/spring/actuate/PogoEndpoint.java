package io.pogo.spring.actuate;

import io.pogo.ChildNotFoundException;
import io.pogo.DistributedSupervisor;
import io.pogo.NodeNotFoundException;
import io.pogo.PogoException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * The actuator endpoint {@code pogo}: the scope, its children and members, and the explanation of a child's placement.
 * Except for the members everything is read from ZooKeeper.
 */
@Endpoint(id = "pogo")
public class PogoEndpoint {
    private final DistributedSupervisor supervisor;

    PogoEndpoint(DistributedSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    DistributedSupervisor supervisor() {
        return supervisor;
    }

    /**
     * Returns the scope, this node, and the number of children in each state.
     *
     * @return the summary, or the reason why ZooKeeper did not answer
     */
    @ReadOperation
    public WebEndpointResponse<Map<String, Object>> scope() {
        return answer(() -> ScopeReport.summary(supervisor));
    }

    /**
     * Returns {@code children}, {@code members}, or for {@code explain} and an id the explanation of a child.
     *
     * @param path the parts of the path below the endpoint's; an id may have slashes
     * @return the listing; null for another path
     */
    @ReadOperation
    public @Nullable WebEndpointResponse<Map<String, Object>> listing(
            @Selector(match = Selector.Match.ALL_REMAINING) String[] path) {
        String what = String.join("/", path);
        if (what.equals("children")) {
            return answer(() -> Map.of("children", ScopeReport.children(supervisor)));
        }
        if (what.equals("members")) {
            return answer(() -> Map.of("members", ScopeReport.members(supervisor)));
        }
        return what.startsWith("explain/")
                ? answer(() -> ScopeReport.explanation(supervisor.explain(what.substring("explain/".length()))))
                : null;
    }

    /** Returns the body, with the status that an exception stands for. */
    static WebEndpointResponse<Map<String, Object>> answer(Supplier<Map<String, Object>> body) {
        try {
            return new WebEndpointResponse<>(body.get());
        } catch (PogoException | IllegalArgumentException e) {
            return new WebEndpointResponse<>(
                    Map.of("error", Objects.requireNonNullElse(e.getMessage(), "unknown")), status(e));
        }
    }

    private static int status(RuntimeException e) {
        if (e instanceof ChildNotFoundException || e instanceof NodeNotFoundException) {
            return WebEndpointResponse.STATUS_NOT_FOUND;
        }
        return e instanceof IllegalArgumentException
                ? WebEndpointResponse.STATUS_BAD_REQUEST
                : WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
    }
}
