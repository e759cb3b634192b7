package io.pogo.spring.actuate;

import io.pogo.DistributedSupervisor;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The actuator endpoint {@code pogo} with requests too, where {@code pogo.endpoint.verbs} is true. */
@Endpoint(id = "pogo")
public class PogoVerbsEndpoint extends PogoEndpoint {
    private static final Map<String, BiConsumer<DistributedSupervisor, String>> VERBS = Map.of(
            "restart", DistributedSupervisor::restartChild,
            "pause", DistributedSupervisor::pauseChild,
            "resume", DistributedSupervisor::resumeChild,
            "unpin", DistributedSupervisor::unpinChild,
            "terminate", DistributedSupervisor::terminateChild,
            "drain", (supervisor, node) -> supervisor.drain(node),
            "undrain", (supervisor, node) -> supervisor.undrain(node));

    PogoVerbsEndpoint(DistributedSupervisor supervisor) {
        super(supervisor);
    }

    /**
     * Makes a request: {@code POST /actuator/pogo/restart/feed-1}.
     *
     * @param verb restart, pause, resume, unpin or terminate, for a child; drain or undrain, for a node
     * @param id the parts of the id of the child or of the node, which may have slashes
     * @return what was requested, or the reason why it was not
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> request(
            @Selector String verb, @Selector(match = Selector.Match.ALL_REMAINING) String[] id) {
        String target = String.join("/", id);
        BiConsumer<DistributedSupervisor, String> request = VERBS.get(verb);
        if (request == null) {
            return answer(() -> {
                throw new IllegalArgumentException("there is no verb \"" + verb + "\"; use one of " + VERBS.keySet());
            });
        }
        return answer(() -> {
            request.accept(supervisor(), target);
            return Map.of("requested", verb, "target", target);
        });
    }
}
