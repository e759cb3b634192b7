package io.pogo.engine.check;

import io.pogo.ChildSet;
import io.pogo.Finding;
import io.pogo.core.sets.SetState;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Znode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The declared sets as a check has read them, and what is wrong with them. */
final class InspectedSets {
    private static final Pattern BUCKET = Pattern.compile("[0-9a-f]{2}");
    private static final String NOT_POGOS = "Pogo writes no znode of that name there; it is ignored";

    private final Map<String, StoredSet> sets = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, Set<String>> children = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    InspectedSets(List<Znode> roots, List<Znode> parts) {
        roots.forEach(this::root);
        parts.forEach(this::part);
    }

    List<Finding> findings() {
        return findings;
    }

    /** Returns what is wrong with the set that a child belongs to, if anything is. */
    Optional<String> problem(StoredSpec spec) {
        String set = spec.set();
        if (set == null || unreadable.contains(set)) {
            return Optional.empty();
        }
        String child = "child " + spec.id() + " belongs to set " + set;
        if (!sets.containsKey(set)) {
            return Optional.of(child + ", which is not there; declare that set with it, or terminate it");
        }
        boolean isKnown = children.getOrDefault(set, Set.of()).contains(spec.id());
        return isKnown
                ? Optional.empty()
                : Optional.of(child + ", which does not know it; declare that set with it, or terminate it");
    }

    private void root(Znode znode) {
        String name = ScopePaths.lastSegment(znode.path());
        if (znode.isEphemeral() || !isName(name)) {
            add(Finding.Kind.MISPLACED, znode, NOT_POGOS, true);
            return;
        }
        try {
            StoredSet set = StoredSet.decode(znode);
            sets.put(name, set);
            if (set.state() != SetState.COMPLETE) {
                add(Finding.Kind.SET_INCOMPLETE, znode, incomplete(name, set), false);
            }
        } catch (BadData e) {
            unreadable.add(name);
            add(
                    Finding.Kind.UNREADABLE,
                    znode,
                    "the record of the set cannot be read: it " + e.getMessage()
                            + "; leave it to a newer version of Pogo, or delete it and declare the set again",
                    false);
        }
    }

    private static String incomplete(String name, StoredSet set) {
        return set.state() == SetState.WITHDRAWING
                ? "set " + name + " is being withdrawn, or that was cut short: withdraw it again, or declare it"
                : "set " + name + " is being declared as version " + set.version()
                        + ", or that was cut short: declare that version again, or a higher one";
    }

    private void part(Znode znode) {
        String set = ScopePaths.lastSegment(ScopePaths.parent(znode.path()));
        String name = ScopePaths.lastSegment(znode.path());
        if (BUCKET.matcher(name).matches()) {
            StoredSet.decodeBucket(znode)
                    .ifPresentOrElse(
                            known -> children.computeIfAbsent(set, any -> new HashSet<>())
                                    .addAll(known.keySet()),
                            () -> unreadable(set, znode));
        } else if (!isMark(name) && !isStamp(set, name)) {
            add(Finding.Kind.MISPLACED, znode, NOT_POGOS, true);
        }
    }

    private void unreadable(String set, Znode znode) {
        unreadable.add(set);
        add(
                Finding.Kind.UNREADABLE,
                znode,
                "the record of the set's children cannot be read; the next change of that bucket writes it anew",
                false);
    }

    private static boolean isMark(String name) {
        return name.startsWith(ScopePaths.EDITED)
                && BUCKET.matcher(name.substring(ScopePaths.EDITED.length())).matches();
    }

    private boolean isStamp(String set, String name) {
        StoredSet known = sets.get(set);
        return known == null ? name.startsWith(ScopePaths.STAMP) : name.equals(ScopePaths.STAMP + known.stamp());
    }

    private static boolean isName(String name) {
        try {
            return ChildSet.checkName(name).equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void add(Finding.Kind kind, Znode znode, String text, boolean repairable) {
        findings.add(new Finding(kind, znode.path(), znode.version(), text, repairable));
    }
}
