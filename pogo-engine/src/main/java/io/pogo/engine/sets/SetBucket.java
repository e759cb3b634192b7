package io.pogo.engine.sets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.core.sets.SetChild;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.SpecChanges;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps that bring one bucket of a set in line with its declaration, as far as a look at it shows. The record of
 * the bucket is written in the same transactions as the specs, so it always says what the set has done.
 */
final class SetBucket {
    private static final int MAX_CHILDREN = 45;
    private static final int MAX_BYTES = 256 * 1024;
    private static final byte[] NOTHING = new byte[0];

    private final ScopePaths paths;
    private final SetGoal goal;
    private final SetLook look;
    private final List<Change> changes = new ArrayList<>();
    private final List<SetConflict> conflicts = new ArrayList<>();

    /**
     * A change of one child, or of its entry in the record alone.
     *
     * @param formerSet the set from which the child is taken over, or null
     * @param digest the entry in the record from now on, or null for none
     */
    record Change(
            String id,
            SetChild.Step step,
            List<Write> writes,
            @Nullable String formerSet,
            @Nullable String digest) {
        int bytes() {
            return writes.stream()
                    .mapToInt(write -> write instanceof Write.Create create
                            ? create.data().length
                            : write instanceof Write.Put put ? put.data().length : 0)
                    .sum();
        }
    }

    /**
     * Decides the steps.
     *
     * @throws RequestRefusedException if a spec cannot be read or replaced
     */
    SetBucket(ScopePaths paths, SetGoal goal, SetLook look) {
        this.paths = paths;
        this.goal = goal;
        this.look = look;
        look.inQuestion().forEach(this::decide);
    }

    List<Change> changes() {
        return changes;
    }

    List<SetConflict> conflicts() {
        return conflicts;
    }

    /** Returns whether the bucket is as declared. */
    boolean isDone() {
        boolean isLeftover = look.record().isPresent() && look.recorded().isEmpty();
        return changes.isEmpty() && !isLeftover;
    }

    /** Returns the changes of the next transaction; the others are left to later ones. */
    List<Change> part() {
        List<Change> part = new ArrayList<>();
        int bytes = 0;
        for (Change change : changes) {
            bytes += change.bytes();
            if (part.size() == MAX_CHILDREN || (!part.isEmpty() && bytes > MAX_BYTES)) {
                break;
            }
            part.add(change);
        }
        return part;
    }

    /** Returns the writes of some changes, that of the record first. */
    List<Write> writes(List<Change> part) {
        List<Write> writes = new ArrayList<>();
        SortedMap<String, String> children = new TreeMap<>(look.recorded());
        for (Change change : part) {
            if (change.digest() == null) {
                children.remove(change.id());
            } else {
                children.put(change.id(), change.digest());
            }
        }
        if (look.record().isEmpty()) {
            writes.add(Write.create(look.path(), StoredSet.encodeBucket(children)));
        } else {
            int version = look.record().get().version();
            writes.add(
                    children.isEmpty()
                            ? Write.delete(look.path(), version)
                            : Write.put(look.path(), StoredSet.encodeBucket(children), version));
        }
        part.forEach(change -> writes.addAll(change.writes()));
        return writes;
    }

    private void decide(String id) {
        ChildSpec spec = goal.specs().get(id);
        String declared = spec == null ? null : digestOf(spec);
        String recorded = look.recorded().get(id);
        Znode znode = look.specs().get(id);
        StoredSpec stored = znode == null ? null : readable(id, znode);
        SetChild child = new SetChild(
                declared,
                recorded,
                stored == null ? null : present(stored),
                spec != null && spec.restart() != Restart.PERMANENT);
        SetChild.Step step = child.step(goal.name(), goal.adopting());
        switch (step) {
            case ADD -> add(new Change(id, step, creation(Objects.requireNonNull(spec)), null, declared));
            case CHANGE, ADOPT -> {
                Znode found = Objects.requireNonNull(znode);
                StoredSpec present = Objects.requireNonNull(stored);
                byte[] data = edited(found, present, Objects.requireNonNull(spec));
                String former = goal.name().equals(present.set()) ? null : present.set();
                add(new Change(
                        id, step, unlessAnother(id, Write.put(found.path(), data, found.version())), former, declared));
            }
            case REMOVE -> {
                Znode found = Objects.requireNonNull(znode);
                Write delete = Write.delete(found.path(), found.version());
                add(new Change(id, step, unlessAnother(id, delete), null, null));
            }
            case KEEP, FORGET -> {
                if (!Objects.equals(declared, recorded)) {
                    add(new Change(id, step, List.of(), null, declared));
                }
            }
            case CONFLICT -> {
                StoredSpec present = Objects.requireNonNull(stored);
                conflicts.add(new SetConflict(
                        Objects.requireNonNull(spec), Objects.requireNonNull(present.spec()), present.set()));
            }
            case UNREADABLE ->
                throw unreadable(
                        id, String.valueOf(Objects.requireNonNull(stored).problem()));
        }
    }

    private void add(Change change) {
        changes.add(change);
    }

    private String digestOf(ChildSpec spec) {
        return Objects.requireNonNull(
                goal.content().bucket(ScopePaths.lastSegment(look.path())).get(spec.id()));
    }

    private StoredSpec readable(String id, Znode znode) {
        if (znode.isEphemeral()) {
            throw unreadable(id, "a znode of a session stands in the place of its spec; a check removes it");
        }
        return StoredSpec.decode(id, znode);
    }

    private RequestRefusedException unreadable(String id, String problem) {
        return new RequestRefusedException("child \"" + id + "\" of set \"" + goal.name() + "\" cannot be changed: "
                + problem + "; terminate it, or leave it to a newer version of Pogo, and declare the set again");
    }

    private static SetChild.Present present(StoredSpec stored) {
        return new SetChild.Present(stored.set(), stored.spec() == null ? null : StoredSpec.digest(stored.spec()));
    }

    /** Returns the writes of a new spec; as for a start, they make the folder of its locks or raise its version. */
    private List<Write> creation(ChildSpec spec) {
        String owner = paths.owner(spec.id());
        return List.of(
                Write.create(paths.child(spec.id()), StoredSpec.encode(spec, goal.name())),
                look.folders().containsKey(spec.id())
                        ? Write.put(owner, NOTHING, Write.ANY_VERSION)
                        : Write.create(owner, NOTHING));
    }

    /** Returns a write with the condition that no other child with the id was started since the look. */
    private List<Write> unlessAnother(String id, Write write) {
        Znode folder = look.folders().get(id);
        return folder == null ? List.of(write) : List.of(Write.check(folder.path(), folder.version()), write);
    }

    private byte[] edited(Znode znode, StoredSpec stored, ChildSpec spec) {
        try {
            ObjectNode fields = Json.parse(znode.data());
            SpecChanges.update(spec, stored.revision(), stored, fields);
            SpecChanges.enter(goal.name(), fields);
            return SpecFormat.bytes(fields);
        } catch (BadData e) {
            throw new IllegalStateException("it was readable", e);
        }
    }
}
