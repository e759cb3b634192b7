package io.pogo.zk.internal;

import io.pogo.engine.format.ScopePaths;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CreateRequest;
import org.jspecify.annotations.Nullable;

/**
 * The ACLs with which the znodes of a scope are created. Curator's recipes and Pogo both look them up by path, so a
 * znode has the same ACL in either case.
 *
 * @param acl the ACL of every znode of a scope
 * @param top the ACL of the folder of all scopes, in which others may need scopes of their own
 */
public record CreationAcl(List<ACL> acl, List<ACL> top) implements ACLProvider {
    /** The ACL without authentication, which permits everything to everyone. */
    public static final CreationAcl OPEN = new CreationAcl(Ids.OPEN_ACL_UNSAFE, Ids.OPEN_ACL_UNSAFE);

    /**
     * Returns the ACL that permits everything to the creator's identity, reading to one more, and nothing to the world.
     * ZooKeeper replaces {@code auth} by the creator's identities, and refuses the znode if there is none.
     */
    static CreationAcl closed(@Nullable Id reader) {
        ACL members = new ACL(Perms.ALL, Ids.AUTH_IDS);
        return new CreationAcl(
                reader == null ? list(members) : list(members, new ACL(Perms.READ, reader)),
                list(members, new ACL(Perms.READ | Perms.CREATE, Ids.ANYONE_ID_UNSAFE)));
    }

    /** ZooKeeper asks whether null is among them, at which {@code List.of} throws. */
    private static List<ACL> list(ACL... entries) {
        return Collections.unmodifiableList(Arrays.asList(entries));
    }

    /** Returns the ACLs with which a caller's client creates its znodes; only the client knows them, path by path. */
    static ACLProvider of(CuratorFramework callers) {
        return new ACLProvider() {
            @Override
            public List<ACL> getDefaultAcl() {
                return getAclForPath(ScopePaths.TOP);
            }

            @Override
            public List<ACL> getAclForPath(String path) {
                try {
                    Op create = callers.transactionOp()
                            .create()
                            .forPath(path, new byte[0])
                            .get();
                    return ((CreateRequest) Objects.requireNonNull(create.toRequestRecord())).getAcl();
                } catch (Exception e) {
                    throw new IllegalStateException("the client's ACLProvider failed for " + path, e);
                }
            }
        };
    }

    /** Returns whether the ACL of a znode permits anything to the world. */
    public static boolean isOpen(List<ACL> acl) {
        return acl.stream()
                .anyMatch(entry -> entry.getPerms() != 0 && entry.getId().equals(Ids.ANYONE_ID_UNSAFE));
    }

    @Override
    public List<ACL> getDefaultAcl() {
        return acl;
    }

    @Override
    public List<ACL> getAclForPath(String path) {
        return path.equals(ScopePaths.TOP) ? top : acl;
    }
}
