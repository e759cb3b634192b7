package io.pogo.zk;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The folders between {@code /children} and a spec, and between {@code /owners} and a child's locks, made when they are needed. */
final class Buckets {
    private final ScopePaths paths;
    private final Set<String> made = ConcurrentHashMap.newKeySet();

    Buckets(ScopePaths paths) {
        this.paths = paths;
    }

    /** Makes sure that the folders of these children are there. */
    CompletableFuture<Void> ensure(ZkSession session, List<String> ids) {
        List<String> missing = ids.stream()
                .flatMap(id -> Stream.of(paths.child(id), paths.owner(id)))
                .map(ScopePaths::parent)
                .filter(bucket -> !made.contains(bucket))
                .distinct()
                .toList();
        return CompletableFuture.allOf(missing.stream()
                        .map(bucket -> Folders.ensure(session, bucket))
                        .toArray(CompletableFuture[]::new))
                .thenRun(() -> made.addAll(missing));
    }

    /** Somebody may have removed folders. */
    void forget() {
        made.clear();
    }
}
