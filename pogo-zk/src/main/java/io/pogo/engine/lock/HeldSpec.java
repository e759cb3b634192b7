package io.pogo.engine.lock;

import io.pogo.core.Desired;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;

/**
 * A spec that this node was given, with what its owner needs to change or remove that spec and no later one of the same
 * id.
 *
 * <p>A spec that is terminated and asked for again has the same path, and version 0 again, so the version alone does
 * not identify it. But every start on an existing {@code /owners} parent raises the version of that parent, and while
 * our lock's znode is below it the parent cannot be deleted. So a transaction that checks our lock and the parent's
 * version, as it was before the spec was read, concerns the spec that was read or none: provided that the lock came to
 * stand below the parent that was read, and not below one that was made later. That is seen by its czxid before the
 * lock counts as granted.
 *
 * <p>A claim, unlike a latch, has the same path whoever holds it. So a claim raises the parent's version too, from the
 * one that is held to the next, in one transaction: the parent has that next version for as long as nobody else has
 * claimed the child and nobody has started another one. {@link ChildLock.Grant} says which version is to be checked.
 *
 * @param stored the spec
 * @param znode as it was read
 * @param folder the {@code /owners} parent, read before the spec
 */
public record HeldSpec(StoredSpec stored, Znode znode, LockFolder folder) {
    /** Whether a spec that was read later says that this child, and no later one of its id, shall run. */
    public boolean isToRun(StoredSpec now) {
        return now.czxid() == stored.czxid() && now.desired() == Desired.RUNNING;
    }
}
