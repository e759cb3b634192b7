package io.pogo.zk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.MemberInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.details.InstanceSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a member announces of itself in the directory.
 *
 * @param info what everyone sees
 * @param incarnation tells two processes with one node id apart
 */
record MemberData(MemberInfo info, String incarnation) {
    /** The service's name in Curator's ServiceDiscovery: it makes the path {@code /pogo/<scope>/members}. */
    static final String SERVICE = "members";

    private static final Logger log = LoggerFactory.getLogger(MemberData.class);

    private enum State {
        ACTIVE,
        DRAINING
    }

    ServiceInstance<MemberData> instance() {
        try {
            return ServiceInstance.<MemberData>builder()
                    .name(SERVICE)
                    .id(info.id())
                    .address(info.address())
                    .payload(this)
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException("with an address given, nothing is looked up", e);
        }
    }

    MemberData draining() {
        return new MemberData(
                new MemberInfo(info.id(), info.address(), info.types(), info.maxChildren(), true), incarnation);
    }

    /**
     * Never throws: ServiceCache passes what a serializer throws on to Curator's threads. A member that cannot be read becomes one
     * whose id no node can have, so that it is seen in listings and is nobody's.
     */
    static final class Serializer implements InstanceSerializer<MemberData> {
        @Override
        public byte[] serialize(ServiceInstance<MemberData> instance) {
            MemberData member = instance.getPayload();
            ObjectNode json = Json.object();
            json.put("id", member.info.id());
            json.put("address", member.info.address());
            new TreeSet<>(member.info.types()).forEach(json.withArray("types")::add);
            json.put("maxChildren", member.info.maxChildren());
            json.put("state", Json.word(member.info.draining() ? State.DRAINING : State.ACTIVE));
            json.put("incarnation", member.incarnation);
            return Json.bytes(json);
        }

        @Override
        public ServiceInstance<MemberData> deserialize(byte[] bytes) {
            try {
                return decode(Json.parse(bytes)).instance();
            } catch (BadData | IllegalArgumentException e) {
                log.warn("a member's znode cannot be read, it {}; it is passed over", e.getMessage());
                String id = "(unreadable " + Integer.toHexString(Arrays.hashCode(bytes)) + ")";
                return new MemberData(new MemberInfo(id, "", Set.of(), 0, false), "").instance();
            }
        }

        private static MemberData decode(ObjectNode json) throws BadData {
            String id = NodeIds.check(Json.text(json, "id"));
            MemberInfo info = new MemberInfo(
                    id,
                    Json.text(json, "address"),
                    Set.copyOf(Json.texts(json, "types")),
                    Json.smallNumber(json, "maxChildren"),
                    Json.word(State.class, json, "state") == State.DRAINING);
            return new MemberData(info, Json.text(json, "incarnation"));
        }
    }
}
