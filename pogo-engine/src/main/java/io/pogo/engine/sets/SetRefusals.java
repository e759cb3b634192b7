package io.pogo.engine.sets;

import io.pogo.RequestRefusedException;
import io.pogo.engine.format.StoredSet;
import java.util.List;

/** The refusals of declarations, as they are thrown to the user. */
final class SetRefusals {
    private static final int MOST_NAMED = 3;

    private SetRefusals() {}

    /** Returns the refusal of a declaration whose version is stored with other content. */
    static RequestRefusedException otherContent(SetGoal goal, StoredSet stored, List<SetBucket.Change> changes) {
        List<String> ids = changes.stream().map(SetBucket.Change::id).sorted().toList();
        String named = ids.isEmpty()
                ? ""
                : ": " + String.join(", ", ids.subList(0, Math.min(MOST_NAMED, ids.size())))
                        + (ids.size() > MOST_NAMED ? " and " + (ids.size() - MOST_NAMED) + " more" : "");
        return new RequestRefusedException("set \"" + goal.name() + "\" is stored as version " + stored.version()
                + " with other children or specs than were declared" + named
                + "; declare it with a higher version");
    }

    /** Returns the refusal of a declaration of a set whose record cannot be read. */
    static RequestRefusedException unreadable(SetGoal goal, String path, String problem) {
        return new RequestRefusedException("set \"" + goal.name() + "\" cannot be changed: its record " + path + " "
                + problem + "; leave it to a newer version of Pogo, or delete it and declare the set again");
    }

    /** Returns the refusal of a declaration during which the set was withdrawn. */
    static RequestRefusedException withdrawn(SetGoal goal) {
        return new RequestRefusedException("set \"" + goal.name()
                + "\" was withdrawn while it was declared; declare it again if it is still wanted");
    }

    /** Returns the refusal of children for which the scope has no room. */
    static RequestRefusedException full(SetGoal goal, String reason, boolean begun) {
        return new RequestRefusedException("children of set \"" + goal.name()
                + "\" were not started: the scope takes no more children, " + reason
                + (begun ? "; the set is incomplete until it is declared again" : ""));
    }
}
