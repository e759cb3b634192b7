package io.pogo.engine.lock;

import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of one claim of this session, and no other: every claim raises the version of its parent, so a delete
 * that checks that version is refused if the child was claimed again since. Used only on the loop.
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
     * Creates a release that has not begun.
     *
     * @param isOurs whether this node has made a claim under its session
     * @param grant the claim, and the version of the parent while this node holds it; null for the claim that is found
     *     by the first read
     * @param onGone called once, when no claim of this session is left or it may not be deleted
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

    /** Reads first whether there is a claim to delete. */
    void lookFirst() {
        writer.look(List.of(this));
    }

    /** Continues after the connection is back. */
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
    public List<Write> operations() {
        return List.of(Write.check(parent, version), Write.delete(claim, -1));
    }

    @Override
    public void written(List<Optional<Stamp>> results) {
        tell();
    }

    /**
     * Reports the claim as gone, once. A claim that may not be deleted also counts as gone for this node: it keeps all
     * others out until it can be deleted, or the session ends.
     */
    private void tell() {
        if (!told) {
            told = true;
            onGone.run();
        }
    }

    /**
     * Returns the parent first, then the claim: a parent's version that was read before the claim, and that still holds
     * at the delete, belongs to this claim.
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
