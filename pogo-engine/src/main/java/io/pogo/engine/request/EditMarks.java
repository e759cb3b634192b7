package io.pogo.engine.request;

import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a set that tell its next declaration in which buckets children were changed by hand. A mark is written
 * in the transaction that makes the change. May be used on any thread.
 */
public final class EditMarks {
    private static final byte[] NOTHING = new byte[0];

    private final ScopePaths paths;
    private final Map<String, Set<String>> edited = new TreeMap<>();

    public EditMarks(ScopePaths paths) {
        this.paths = paths;
    }

    /** Adds a child that is changed; a loose child needs no mark. */
    public synchronized void add(@Nullable String set, String childId) {
        if (set != null) {
            edited.computeIfAbsent(set, name -> new TreeSet<>()).add(ZnodeNames.bucket(childId));
        }
    }

    synchronized boolean isEmpty() {
        return edited.isEmpty();
    }

    /**
     * Returns the writes that set the marks. If a mark is made or removed by others meanwhile, the transaction is
     * refused, and must be made anew.
     */
    public synchronized CompletableFuture<List<Write>> writes(Session session) {
        List<CompletableFuture<List<Write>>> parts = edited.entrySet().stream()
                .map(set -> session.children(paths.set(set.getKey()))
                        .thenApply(names -> writes(set.getKey(), set.getValue(), names)))
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Write> writes = new ArrayList<>();
            parts.forEach(part -> writes.addAll(part.join()));
            return writes;
        });
    }

    /** Returns the writes for one set; a set that is not there needs no marks. */
    private List<Write> writes(String set, Set<String> buckets, List<String> names) {
        List<Write> writes = new ArrayList<>();
        if (!names.isEmpty()) {
            for (String bucket : buckets) {
                String mark = paths.setEdited(set, bucket);
                writes.add(
                        names.contains(ScopePaths.lastSegment(mark))
                                ? Write.put(mark, NOTHING, Write.ANY_VERSION)
                                : Write.create(mark, NOTHING));
            }
        }
        return writes;
    }
}
