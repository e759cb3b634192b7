package io.pogo.engine.tree;

import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads of a child's owner: the node that has the claim, or that is first in the queue of the child's latch. */
public final class Owners {
    /** The part of each latch znode's name before its number. */
    public static final String LATCH = "latch-";

    private Owners() {}

    /** Returns the owner's znode, as a list of one or none; the watcher is notified when the owners change. */
    public static CompletableFuture<List<Znode>> of(Session session, String parent, @Nullable Watch watcher) {
        return session.listing(parent, watcher)
                .thenCompose(listing -> first(
                        session, parent, listing.map(Session.Listing::names).orElse(List.of())))
                .thenApply(znode -> znode.map(List::of).orElse(List.of()));
    }

    /** Returns the znode of the first owner. A znode that belongs to no session is not an owner, see {@link Strays}. */
    private static CompletableFuture<Optional<Znode>> first(Session session, String parent, List<String> names) {
        Optional<String> first = first(names);
        if (first.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<String> others =
                names.stream().filter(name -> !name.equals(first.get())).toList();
        return session.read(parent + "/" + first.get())
                .thenCompose(found -> found.filter(Strays::isOurs).isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : first(session, parent, others));
    }

    /** Returns the node that a claim or a latch znode names. */
    public static String nodeOf(Znode owner) {
        return NodeIds.shown(owner.data());
    }

    /** Returns the name of the claim, or of the latch znode that leads. */
    public static Optional<String> first(List<String> names) {
        if (names.contains(ScopePaths.CLAIM)) {
            return Optional.of(ScopePaths.CLAIM);
        }
        return names.stream().min(Comparator.comparing(name -> name.substring(name.lastIndexOf('-') + 1)));
    }
}
