package io.pogo.engine.lock;

import io.pogo.engine.format.ClaimState;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a child as a claim: one ephemeral znode, which only one session can create; the token is its czxid.
 *
 * <p>The claim is created in a transaction with others, see {@link ClaimWriter}, which also checks the assignment that
 * it is based on, and raises the version of the {@code /owners} parent from the one that was read, see
 * {@link HeldSpec}. If another owner has a claim, including an earlier session of this node, this node waits for its
 * end with a watch and never overtakes it. After an interrupted request, the znodes are read when the connection is
 * back, before anything else, to find out whether the request was carried out.
 */
public final class ClaimLock implements ChildLock {
    private static final String AFRESH = "its spec has to be read again";

    private final Claims claims;
    private final String id;
    private final LockFolder folder;
    private final Holder holder;
    private final Request request = new Request();
    private final ClaimWatch watch;
    private StoredAssignment basis;
    private ClaimState state = ClaimState.NONE;
    private @Nullable Grant grant;
    private @Nullable ClaimRelease release;
    private boolean lost;
    private boolean abandoned;
    private boolean releasing;
    private boolean released;

    ClaimLock(Claims claims, StoredAssignment basis, LockFolder folder, Holder holder) {
        this.claims = claims;
        this.id = basis.assignment().childId();
        this.basis = basis;
        this.folder = folder;
        this.holder = holder;
        this.watch = claims.watch(id, this::onClaim);
    }

    @Override
    public void acquire() {
        ask();
    }

    @Override
    public void assigned(StoredAssignment assignment) {
        basis = assignment;
        if (state == ClaimState.STALE && !isOver()) {
            ask();
        }
    }

    @Override
    public void verify() {
        switch (state) {
            case UNSURE -> {
                state = ClaimState.ASKED;
                claims.look(request);
            }
            case WAITING, HELD -> watch.look();
            case DELETING -> Objects.requireNonNull(release).verify();
            default -> {} // an answer will come, or the node will hear
        }
    }

    @Override
    public void release() {
        releasing = true;
        switch (state) {
            case HELD -> delete();
            case NONE, STALE, WAITING -> gone();
            default -> {} // the answer decides
        }
        if (abandoned) {
            finish();
        }
    }

    @Override
    public void abandon() {
        abandoned = true;
        if (releasing) {
            finish();
        } else {
            lose("the ZooKeeper session is lost");
        }
    }

    /** Returns whether the claim is no longer needed. */
    private boolean isOver() {
        return releasing || lost;
    }

    private void ask() {
        state = ClaimState.ASKED;
        claims.write(request);
    }

    /** Waits for the end of another owner's claim. */
    private void await() {
        state = ClaimState.WAITING;
        watch.look();
    }

    private void hold(long czxid, int ownerVersion) {
        state = ClaimState.HELD;
        grant = claims.grant(id, czxid, ownerVersion);
        if (releasing) {
            delete();
        } else if (!lost) {
            claims.watchHeld(watch, czxid);
            holder.granted(grant);
        }
    }

    private void delete() {
        state = ClaimState.DELETING;
        release = claims.release(id, grant, this::gone);
        release.begin();
    }

    /** Records that no claim of this node exists. */
    private void gone() {
        watch.stop();
        state = ClaimState.NONE;
        if (releasing) {
            finish();
        }
    }

    /** The request for the claim, as a part of a transaction. */
    private final class Request implements ClaimWriter.Part {
        @Override
        public boolean isWanted() {
            if (isOver()) {
                gone();
            }
            return !isOver();
        }

        @Override
        public List<Write> operations() {
            return claims.claim(basis, folder.version());
        }

        @Override
        public void written(List<Optional<Stamp>> results) {
            Optional<Long> czxid = Claims.claimed(results);
            if (czxid.isPresent()) {
                if (!Claims.isBelow(folder, results)) {
                    lose(AFRESH);
                }
                hold(czxid.get(), folder.version() + 1);
            } else {
                claims.look(this); // a store that does not tell
            }
        }

        @Override
        public List<String> grounds() {
            return claims.grounds(basis);
        }

        @Override
        public void decide(List<Optional<Znode>> found) {
            onRefusal(found.get(0), found.get(1), found.get(2));
        }

        @Override
        public void unsure() {
            state = ClaimState.UNSURE;
        }

        @Override
        public void denied() {
            state = ClaimState.UNSURE;
            claims.later(() -> {
                if (state == ClaimState.UNSURE) {
                    verify();
                }
            });
        }
    }

    private void onRefusal(Optional<Znode> assignment, Optional<Znode> parent, Optional<Znode> claim) {
        ClaimVerdict.Basis known = new ClaimVerdict.Basis(basis.version(), folder);
        ClaimVerdict verdict = ClaimVerdict.of(known, assignment, parent, claim, claims::isOurs);
        boolean isOurs = verdict == ClaimVerdict.OURS || verdict == ClaimVerdict.OURS_AFRESH;
        if (isOver() && !isOurs) {
            gone();
            return;
        }
        switch (verdict) {
            case OURS -> hold(claim.orElseThrow().czxid(), parent.orElseThrow().version());
            case OURS_AFRESH -> {
                lose(AFRESH);
                hold(claim.orElseThrow().czxid(), parent.orElseThrow().version());
            }
            case TAKEN -> await();
            case STRAY -> removeStray();
            case STALE -> state = ClaimState.STALE;
            case ORPHANED -> restoreParent();
            case AFRESH -> {
                state = ClaimState.NONE;
                lose(AFRESH);
            }
            case FREE -> ask();
        }
    }

    private void removeStray() {
        claims.loop().when(claims.removeStrays(id), (removed, failure) -> {
            if (isOver()) {
                gone();
            } else if (removed != null && removed) {
                ask();
            } else {
                request.denied();
            }
        });
    }

    private void restoreParent() {
        StoredAssignment checked = basis;
        claims.loop().when(claims.restoreParent(checked), (isThere, failure) -> {
            if (isOver()) {
                gone();
            } else if (isThere == null) {
                state = ClaimState.UNSURE;
            } else if (isThere) {
                state = ClaimState.NONE;
                lose(AFRESH);
            } else if (!checked.equals(basis)) {
                ask();
            } else {
                state = ClaimState.STALE;
            }
        });
    }

    private void onClaim(long czxid) {
        if (state == ClaimState.WAITING && czxid == 0) {
            ask();
        } else if (state == ClaimState.HELD
                && czxid != Objects.requireNonNull(grant).token()) {
            state = ClaimState.NONE;
            lose("its claim was deleted");
        }
    }

    private void lose(String why) {
        if (!isOver()) {
            lost = true;
            holder.lost(why);
        }
    }

    private void finish() {
        if (!released) {
            released = true;
            holder.released();
        }
    }
}
