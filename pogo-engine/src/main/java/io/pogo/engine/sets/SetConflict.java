package io.pogo.engine.sets;

import io.pogo.ChildConflictException;
import io.pogo.ChildSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child that a set declares and that exists outside the set.
 *
 * @param requested the declared spec
 * @param stored the spec that is in force
 * @param set the set that the child belongs to, or null if it is loose
 */
record SetConflict(
        ChildSpec requested, ChildSpec stored, @Nullable String set) {
    /** Returns the refusal of a declaration because of some children, at least one. */
    static ChildConflictException refusal(String declaring, List<SetConflict> conflicts) {
        SetConflict first = conflicts.get(0);
        String where = first.set() == null ? "belongs to no set" : "belongs to set \"" + first.set() + "\"";
        String more = conflicts.size() == 1 ? "" : " (and " + (conflicts.size() - 1) + " more exist outside the set)";
        return new ChildConflictException(
                "child \"" + first.requested().id() + "\" of set \"" + declaring + "\" exists already and " + where
                        + more + "; let the set adopt what exists, terminate it, or use another id",
                first.requested(),
                first.stored());
    }
}
