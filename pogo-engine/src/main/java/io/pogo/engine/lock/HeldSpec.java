package io.pogo.engine.lock;

import io.pogo.core.Desired;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;

/**
 * A spec that this node was given, with the data that its owner needs to change or remove that spec and no later one of
 * the same id.
 *
 * <p>A spec that is terminated and started again has the same path, and version 0 again, so the version alone does not
 * identify it. But every start on an existing {@code /owners} parent raises the version of that parent, and while this
 * node's lock is below it the parent cannot be deleted. So a transaction that checks the lock and the parent's version,
 * as it was before the spec was read, changes the spec that was read or none, provided that the lock was created below
 * the parent that was read, and not below one that was created later. The parent's czxid is checked for that before the
 * lock counts as granted.
 *
 * <p>A claim, unlike a latch, has the same path for every holder. So a claim also raises the parent's version, from the
 * one that was read to the next, in one transaction: the parent has that next version until the child is claimed again
 * or another one is started. {@link ChildLock.Grant} contains the version to check.
 *
 * @param stored the spec
 * @param znode the znode of the spec, as it was read
 * @param folder the {@code /owners} parent, read before the spec
 */
public record HeldSpec(StoredSpec stored, Znode znode, LockFolder folder) {
    /** Returns whether a later read shows the same spec, not a later one of the same id, and the child is to run. */
    public boolean isToRun(StoredSpec now) {
        return now.czxid() == stored.czxid() && now.desired() == Desired.RUNNING;
    }
}
