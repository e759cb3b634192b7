package io.pogo.engine.planner;

import io.pogo.engine.format.ScopePaths;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the planner knows of the folders that assignments are in: those that it has seen or made need not be made. If
 * one has gone meanwhile, what is to be written there is refused, and all of this is forgotten. On the loop.
 */
final class AssignmentFolders {
    private final ScopePaths paths;
    private final Set<String> known = new HashSet<>();

    AssignmentFolders(ScopePaths paths) {
        this.paths = paths;
    }

    /** It is there. */
    void add(String folder) {
        known.add(folder);
    }

    /** Those that an assignment needs and that are not known; whoever asks makes them, so from now on they are. */
    List<String> missing(String nodeId, String assignment) {
        return List.of(paths.assignments(), paths.assignments(nodeId), ScopePaths.parent(assignment)).stream()
                .filter(known::add)
                .toList();
    }

    /** They were not made. */
    void remove(Collection<String> folders) {
        known.removeAll(folders);
    }

    /** Those of a node were removed, or may have been. */
    void forget(String nodeId) {
        String folder = paths.assignments(nodeId);
        known.removeIf(path -> path.equals(folder) || path.startsWith(folder + "/"));
    }

    /** Any of them may have been removed. */
    void forgetAll() {
        known.clear();
    }
}
