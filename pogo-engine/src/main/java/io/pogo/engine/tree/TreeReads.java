package io.pogo.engine.tree;

import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads of a tree's leaves, each of them a few requests for many znodes. */
public final class TreeReads {
    private TreeReads() {}

    /** Returns the paths of all leaves two levels down. */
    static CompletableFuture<List<String>> leafPaths(BatchedReads reads, String root) {
        return reads.children(root)
                .thenCompose(buckets -> Futures.gather(buckets.stream()
                        .map(bucket -> reads.children(root + "/" + bucket)
                                .thenApply(names -> names.stream()
                                        .map(name -> root + "/" + bucket + "/" + name)
                                        .toList()))
                        .toList()));
    }

    /** Returns the paths of all children's znodes in a tree that are at the path where Pogo writes them. */
    public static CompletableFuture<List<String>> canonicalPaths(BatchedReads reads, String tree) {
        return leafPaths(reads, tree)
                .thenApply(found -> found.stream()
                        .filter(path -> ScopePaths.isCanonical(tree, path))
                        .toList());
    }

    /** Returns all leaves two levels down. */
    public static CompletableFuture<List<Znode>> leaves(Session session, String root) {
        return leafPaths(new BatchedReads(session), root).thenCompose(found -> read(session, found));
    }

    /** Returns the leaves two levels down that are at the path where Pogo writes them, and belong to no session. */
    public static CompletableFuture<List<Znode>> canonical(Session session, String tree) {
        return leaves(session, tree)
                .thenApply(found -> found.stream()
                        .filter(znode -> ScopePaths.isCanonical(tree, znode.path()) && !znode.isEphemeral())
                        .toList());
    }

    /** Returns the assignments of all nodes. */
    public static CompletableFuture<List<Znode>> assignments(Session session, ScopePaths paths) {
        return session.children(paths.assignments())
                .thenCompose(nodes -> Futures.gather(nodes.stream()
                        .map(node -> leaves(session, paths.assignments(node)))
                        .toList()));
    }

    /** Returns the znodes directly in a folder. */
    public static CompletableFuture<List<Znode>> entries(Session session, String folder) {
        return session.children(folder)
                .thenCompose(names -> read(
                        session, names.stream().map(name -> folder + "/" + name).toList()));
    }

    private static CompletableFuture<List<Znode>> read(Session session, List<String> found) {
        BatchedReads reads = new BatchedReads(session);
        return Futures.gather(found.stream()
                .map(path ->
                        reads.read(path).thenApply(znode -> znode.map(List::of).orElse(List.of())))
                .toList());
    }
}
