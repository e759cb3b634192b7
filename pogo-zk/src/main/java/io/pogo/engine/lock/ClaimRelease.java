package io.pogo.engine.lock;

import io.pogo.engine.store.Znode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * Deletes one claim of this session, and no other: every claim raises the version of its parent, so a delete that
 * checks that version is refused when anybody has claimed the child since. On the loop.
 */
public final class ClaimRelease implements ClaimWriter.Part {
    private static final long ANY = 0;

    private final ClaimWriter writer;
    private final Predicate<Znode> isOurs;
    private final String parent;
    private final String claim;
    private final Runnable onGone;
    private long token;
    private int version;
    private boolean unsure;
    private boolean told;

    /**
     * Begins nothing yet.
     *
     * @param isOurs whether this node has made a claim under its session
     * @param grant the claim, and the version of the parent while it is ours; null for the one that is there at the
     *     first look
     * @param onGone nothing of this session is there
     */
    ClaimRelease(
            ClaimWriter writer,
            Predicate<Znode> isOurs,
            String parent,
            String claim,
            ChildLock.@Nullable Grant grant,
            Runnable onGone) {
        this.writer = writer;
        this.isOurs = isOurs;
        this.parent = parent;
        this.claim = claim;
        this.token = grant == null ? ANY : grant.token();
        this.version = grant == null ? 0 : grant.ownerVersion();
        this.onGone = onGone;
    }

    public void begin() {
        writer.write(this);
    }

    /** Looks first whether there is anything to delete. */
    void lookFirst() {
        writer.look(List.of(this));
    }

    /** The connection is back. */
    void verify() {
        if (unsure) {
            unsure = false;
            lookFirst();
        }
    }

    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public List<Op> operations() {
        return List.of(Op.check(parent, version), Op.delete(claim, -1));
    }

    @Override
    public void written(List<OpResult> results) {
        tell();
    }

    /**
     * One that may not be deleted counts as gone for this node: it keeps all others out until it may be, or the session
     * ends.
     */
    private void tell() {
        if (!told) {
            told = true;
            onGone.run();
        }
    }

    /**
     * The parent first: a version that was read before the claim, and that still holds at the delete, is that of this
     * claim.
     */
    @Override
    public List<String> grounds() {
        return List.of(parent, claim);
    }

    @Override
    public void decide(List<Optional<Znode>> found) {
        Optional<Znode> at = found.get(0);
        Optional<Znode> there = found.get(1).filter(isOurs).filter(it -> token == ANY || token == it.czxid());
        if (at.isPresent() && there.isPresent()) {
            version = at.get().version();
            token = there.get().czxid();
            begin();
        } else {
            tell();
        }
    }

    @Override
    public void unsure() {
        unsure = true;
    }

    @Override
    public void denied() {
        tell();
        unsure = true;
        writer.later(this::verify);
    }
}
