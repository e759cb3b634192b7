package io.pogo.engine.planner;

import io.pogo.engine.format.ScopePaths;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders of assignments that the planner knows to exist, because it has seen or made them: these need not be made
 * again. If a known folder has gone meanwhile, a write into it is refused, and all known folders are forgotten. On the
 * loop.
 */
final class AssignmentFolders {
    private final ScopePaths paths;
    private final Set<String> known = new HashSet<>();

    AssignmentFolders(ScopePaths paths) {
        this.paths = paths;
    }

    /** Adds a folder that exists. */
    void add(String folder) {
        known.add(folder);
    }

    /**
     * Returns the folders that an assignment needs and that are not known. The caller must create them: they count as
     * known from now on.
     */
    List<String> missing(String nodeId, String assignment) {
        return List.of(paths.assignments(), paths.assignments(nodeId), ScopePaths.parent(assignment)).stream()
                .filter(known::add)
                .toList();
    }

    /** Removes folders that were not made. */
    void remove(Collection<String> folders) {
        known.removeAll(folders);
    }

    /** Forgets the folders of a node, which were removed or may have been. */
    void forget(String nodeId) {
        String folder = paths.assignments(nodeId);
        known.removeIf(path -> path.equals(folder) || path.startsWith(folder + "/"));
    }

    /** Forgets all folders, as any of them may have been removed. */
    void forgetAll() {
        known.clear();
    }
}
