package io.pogo.zk;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Deletes a claim of this session, and nobody else's: every claim raises the version of its parent, so a delete that checks that
 * version is refused when somebody else has claimed the child since. On the loop.
 */
final class ClaimRelease implements ClaimWriter.Part {
    private final ClaimWriter writer;
    private final Predicate<Znode> isOurs;
    private final String parent;
    private final String claim;
    private final Runnable onGone;
    private int version;
    private boolean unsure;

    /**
     * Begins nothing yet.
     *
     * @param isOurs whether this node has made a claim under its session
     * @param version the version of the parent while the claim is ours
     * @param onGone nothing of this session is there
     */
    ClaimRelease(
            ClaimWriter writer, Predicate<Znode> isOurs, String parent, String claim, int version, Runnable onGone) {
        this.writer = writer;
        this.isOurs = isOurs;
        this.parent = parent;
        this.claim = claim;
        this.version = version;
        this.onGone = onGone;
    }

    void begin() {
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
        onGone.run();
    }

    /** The parent first: a version that was read before the claim, and that still holds at the delete, is that of this claim. */
    @Override
    public List<String> grounds() {
        return List.of(parent, claim);
    }

    @Override
    public void decide(List<Optional<Znode>> found) {
        Optional<Znode> at = found.get(0);
        if (at.isPresent() && found.get(1).filter(isOurs).isPresent()) {
            version = at.get().version();
            begin();
        } else {
            onGone.run();
        }
    }

    @Override
    public void unsure() {
        unsure = true;
    }
}
