package io.pogo.zk.internal.members;

import io.pogo.engine.format.MemberData;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.details.InstanceSerializer;

/** The entries of members in the form in which Curator's ServiceDiscovery takes them. */
final class MemberInstances implements InstanceSerializer<MemberData> {
    /** The service's name in ServiceDiscovery; it determines the path {@code /pogo/<scope>/members}. */
    static final String SERVICE = "members";

    private final MemberData.Serializer serializer;

    MemberInstances(String logPrefix) {
        this.serializer = new MemberData.Serializer(logPrefix);
    }

    static ServiceInstance<MemberData> of(MemberData member) {
        try {
            return ServiceInstance.<MemberData>builder()
                    .name(SERVICE)
                    .id(member.info().id())
                    .address(member.info().address())
                    .payload(member)
                    .build();
        } catch (Exception e) {
            throw new IllegalStateException("with an address given, nothing is looked up", e);
        }
    }

    @Override
    public byte[] serialize(ServiceInstance<MemberData> instance) {
        return serializer.encode(instance.getPayload());
    }

    @Override
    public ServiceInstance<MemberData> deserialize(byte[] bytes) {
        return of(serializer.decode(bytes));
    }
}
