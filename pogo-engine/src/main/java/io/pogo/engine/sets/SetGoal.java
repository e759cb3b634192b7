package io.pogo.engine.sets;

import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.core.sets.SetContent;
import io.pogo.core.sets.SetState;
import io.pogo.engine.format.StoredSpec;
import java.util.Map;
import java.util.TreeMap;

/**
 * The declared state of a set, to which the scope is brought. The goal of a withdrawal has no children.
 *
 * @param name the name of the set
 * @param version the declared version; 0 for a withdrawal
 * @param specs the declared specs, by id
 * @param content the digests of the specs
 * @param adopting whether children from outside the set are taken over
 * @param withdrawal whether the set is withdrawn
 */
record SetGoal(
        String name,
        long version,
        Map<String, ChildSpec> specs,
        SetContent content,
        boolean adopting,
        boolean withdrawal) {
    static SetGoal declared(ChildSet set) {
        Map<String, ChildSpec> specs = new TreeMap<>();
        Map<String, String> digests = new TreeMap<>();
        set.specs().forEach(spec -> {
            specs.put(spec.id(), spec);
            digests.put(spec.id(), StoredSpec.digest(spec));
        });
        return new SetGoal(set.name(), set.version(), specs, SetContent.of(digests), set.isAdopting(), false);
    }

    static SetGoal withdrawn(String name) {
        return new SetGoal(name, 0, Map.of(), SetContent.EMPTY, false, true);
    }

    /** Returns the state of the set while this goal is carried out. */
    SetState beginning() {
        return withdrawal ? SetState.WITHDRAWING : SetState.DECLARING;
    }

    @Override
    public String toString() {
        return withdrawal ? "the withdrawal of set " + name : "the declaration of set " + name + " version " + version;
    }
}
