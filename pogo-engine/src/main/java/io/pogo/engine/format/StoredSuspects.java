package io.pogo.engine.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.core.Suspect;
import io.pogo.engine.base.NodeIds;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The suspect nodes as they are stored: a znode for each node and session, with the types for which it is suspect. */
public final class StoredSuspects {
    private StoredSuspects() {}

    /** Returns the texts to store, by path. */
    public static Map<String, String> encode(Collection<Suspect> suspects, ScopePaths paths) {
        Map<String, List<Suspect>> byPath =
                suspects.stream().collect(Collectors.groupingBy(s -> paths.suspect(s.nodeId(), s.session())));
        Map<String, String> encoded = new HashMap<>();
        byPath.forEach((path, types) -> encoded.put(path, encode(types)));
        return encoded;
    }

    private static String encode(List<Suspect> ofNode) {
        ObjectNode json = Json.object();
        ObjectNode types = json.putObject("types");
        ofNode.stream()
                .sorted(Comparator.comparing(Suspect::type))
                .forEach(suspect -> types.putObject(suspect.type())
                        .put("children", suspect.children())
                        .put("probes", suspect.probes()));
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    /** Returns the suspects in a znode; empty if it is not a znode of suspects or cannot be read. */
    public static Set<Suspect> decode(String path, byte[] data, ScopePaths paths) {
        Set<Suspect> suspects = new HashSet<>();
        paths.sessionOfSuspect(path).ifPresent(session -> {
            try {
                String node = ScopePaths.nodeOfStay(path);
                JsonNode types = Json.parse(data).path("types");
                for (Map.Entry<String, JsonNode> type : types.properties()) {
                    suspects.add(new Suspect(
                            NodeIds.check(node),
                            session,
                            ChildSpec.of("any", type.getKey()).type(),
                            Json.smallNumber(type.getValue(), "children"),
                            Json.smallNumber(type.getValue(), "probes")));
                }
            } catch (BadData | IllegalArgumentException e) {
                suspects.clear();
            }
        });
        return suspects;
    }
}
