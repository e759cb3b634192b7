package io.pogo.engine.sets;

import io.pogo.core.sets.SetChild;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.BatchedReads;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A look at one bucket of a set: the record of its children there, and those children that may not be as declared.
 *
 * @param path the path of the record
 * @param record the record, if there is one
 * @param recorded the content of the record: the digest of each child's spec, by id
 * @param inQuestion the children that may not be as declared
 * @param specs the specs of the children in question that exist, by id
 * @param folders the folders of their locks, as they were read before the specs, by id
 */
record SetLook(
        String path,
        Optional<Znode> record,
        SortedMap<String, String> recorded,
        Set<String> inQuestion,
        Map<String, Znode> specs,
        Map<String, Znode> folders) {
    private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

    /** The number of children from which on it is worth listing which ones exist. */
    private static final int MANY = 4;

    /**
     * Reads a bucket.
     *
     * @param edited whether children of the bucket were changed by hand, so that all are in question
     */
    static CompletableFuture<SetLook> at(
            BatchedReads reads, ScopePaths paths, SetGoal goal, String bucket, boolean edited) {
        SortedMap<String, String> declared = goal.content().bucket(bucket);
        String path = paths.setBucket(goal.name(), bucket);
        return reads.read(path).thenCompose(record -> {
            SortedMap<String, String> recorded =
                    record.flatMap(StoredSet::decodeBucket).orElse(NONE);
            Set<String> inQuestion = inQuestion(declared, recorded, edited);
            Map<String, Znode> specs = new ConcurrentHashMap<>();
            Map<String, Znode> folders = new ConcurrentHashMap<>();
            return read(reads, paths, bucket, inQuestion, recorded.keySet(), specs, folders)
                    .thenApply(done -> new SetLook(path, record, recorded, inQuestion, specs, folders));
        });
    }

    private static Set<String> inQuestion(
            SortedMap<String, String> declared, SortedMap<String, String> recorded, boolean edited) {
        Set<String> all = new TreeSet<>(declared.keySet());
        all.addAll(recorded.keySet());
        all.removeIf(id -> !SetChild.isInQuestion(declared.get(id), recorded.get(id), edited));
        return all;
    }

    /** Reads the children in question; where many are new, only those whose names are listed. */
    private static CompletableFuture<Void> read(
            BatchedReads reads,
            ScopePaths paths,
            String bucket,
            Set<String> inQuestion,
            Set<String> known,
            Map<String, Znode> specs,
            Map<String, Znode> folders) {
        long added = inQuestion.stream().filter(id -> !known.contains(id)).count();
        if (added <= MANY) {
            return readEach(reads, paths, inQuestion, inQuestion, specs, folders);
        }
        CompletableFuture<List<String>> withFolder = reads.children(paths.owners() + "/" + bucket);
        CompletableFuture<List<String>> stored = reads.children(paths.children() + "/" + bucket);
        return withFolder.thenCompose(owners -> stored.thenCompose(children -> {
            Set<String> present = having(paths.children() + "/" + bucket, children, inQuestion);
            Set<String> placed = having(paths.owners() + "/" + bucket, owners, inQuestion);
            return readEach(reads, paths, present, placed, specs, folders);
        }));
    }

    private static Set<String> having(String folder, Collection<String> names, Set<String> inQuestion) {
        Set<String> having = new HashSet<>();
        names.forEach(name -> ScopePaths.childId(folder + "/" + name).ifPresent(having::add));
        having.retainAll(inQuestion);
        return having;
    }

    /** Reads the folders before the specs: an edit depends on the folder as it was then, see {@code SpecEdit}. */
    private static CompletableFuture<Void> readEach(
            BatchedReads reads,
            ScopePaths paths,
            Set<String> present,
            Set<String> placed,
            Map<String, Znode> specs,
            Map<String, Znode> folders) {
        Map<String, CompletableFuture<Optional<Znode>>> owners = new TreeMap<>();
        placed.forEach(id -> owners.put(id, reads.read(paths.owner(id))));
        Map<String, CompletableFuture<Optional<Znode>>> children = new TreeMap<>();
        present.forEach(id -> children.put(id, Znode.orSealed(paths.child(id), reads.read(paths.child(id)))));
        return CompletableFuture.allOf(keep(owners, folders), keep(children, specs));
    }

    private static CompletableFuture<Void> keep(
            Map<String, CompletableFuture<Optional<Znode>>> reads, Map<String, Znode> found) {
        return CompletableFuture.allOf(reads.entrySet().stream()
                .map(read ->
                        read.getValue().thenAccept(znode -> znode.ifPresent(there -> found.put(read.getKey(), there))))
                .toArray(CompletableFuture[]::new));
    }
}
