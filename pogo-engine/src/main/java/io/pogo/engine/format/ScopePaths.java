package io.pogo.engine.format;

import com.google.common.base.Splitter;
import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.base.NodeIds;
import java.util.List;
import java.util.Optional;

/** The paths of the znodes of a scope. */
public final class ScopePaths {
    /** The length of the mark in the name of a latch znode, and of the dash that follows it. */
    public static final int LATCH_MARK_LENGTH = 8 + 1;

    /** The length of the name that a latch adds to its path: a slash, {@code _c_<uuid>-<mark>-latch-<10 digits>}. */
    private static final int LATCH_SUFFIX = 1 + 3 + 36 + 1 + LATCH_MARK_LENGTH + 6 + 10;

    /**
     * The length of the field that ZooKeeper adds to each path in the transaction that closes a session: the path's
     * length.
     */
    private static final int LENGTH_FIELD = 4;

    /** The name of a claim below the {@code /owners} parent of its child. */
    public static final String CLAIM = "claim";

    /** The separator between node and session in the name of a drain; no node id contains it. */
    private static final String DRAINED_UNDER = "@";

    /** The beginning of the name of a declaration's stamp. */
    public static final String STAMP = "stamp-";

    /** The beginning of the name of the mark of a bucket in which children of a set were changed by hand. */
    public static final String EDITED = "edited-";

    /** The folder of all scopes. */
    public static final String TOP = "/pogo";

    private final String root;

    public ScopePaths(String scope) {
        root = TOP + "/" + scope;
    }

    public String root() {
        return root;
    }

    public String layout() {
        return root + "/layout";
    }

    public String members() {
        return root + "/members";
    }

    public String member(String nodeId) {
        return members() + "/" + nodeId;
    }

    public String planner() {
        return root + "/planner";
    }

    public String children() {
        return root + "/children";
    }

    public String child(String id) {
        return inBucket(children(), id);
    }

    public String assignments() {
        return root + "/assignments";
    }

    public String assignments(String nodeId) {
        return assignments() + "/" + nodeId;
    }

    public String assignment(String nodeId, String id) {
        return inBucket(assignments(nodeId), id);
    }

    /** Returns whether a folder directly contains the assignments of children. */
    public boolean isAssignmentBucket(String folder) {
        return ScopePaths.parent(ScopePaths.parent(folder)).equals(assignments());
    }

    public String owners() {
        return root + "/owners";
    }

    public String owner(String id) {
        return inBucket(owners(), id);
    }

    public String claim(String id) {
        return owner(id) + "/" + CLAIM;
    }

    public String failures() {
        return root + "/failures";
    }

    public String failure(String id) {
        return inBucket(failures(), id);
    }

    public String checkpoints() {
        return root + "/checkpoints";
    }

    public String checkpoint(String id) {
        return inBucket(checkpoints(), id);
    }

    /** Returns the folder of the declared sets. */
    public String sets() {
        return root + "/sets";
    }

    public String set(String name) {
        return sets() + "/" + name;
    }

    /** Returns the path of the record of a set's children in a bucket. */
    public String setBucket(String name, String bucket) {
        return set(name) + "/" + bucket;
    }

    /** Returns the path of the znode that exists exactly as long as the declaration with this stamp is the latest. */
    public String setStamp(String name, String stamp) {
        return set(name) + "/" + STAMP + stamp;
    }

    /** Returns the path of the mark that children of a set in a bucket were changed by hand. */
    public String setEdited(String name, String bucket) {
        return set(name) + "/" + EDITED + bucket;
    }

    public String control() {
        return root + "/control";
    }

    /** Returns the path of the znode that exists while the scope takes no more children. */
    public String full() {
        return control() + "/limits/full";
    }

    public String draining() {
        return control() + "/draining";
    }

    /**
     * Returns the path of the znode that exists while this node, under this session, gives its children away and takes
     * none.
     */
    public String drain(String nodeId, long session) {
        return draining() + "/" + nodeId + DRAINED_UNDER + Json.hex(session);
    }

    /**
     * Returns the path of the znode that exists while this node, under this session, is suspect for some child types.
     */
    public String suspect(String nodeId, long session) {
        return suspects() + "/" + nodeId + DRAINED_UNDER + Json.hex(session);
    }

    public String suspects() {
        return control() + "/suspects";
    }

    /**
     * Returns the path of the znode with the stuck children of one supervisor under one session; it exists while there
     * are any.
     */
    public String stuck(String owner, long session) {
        return stuck() + "/" + owner + DRAINED_UNDER + Json.hex(session);
    }

    public String stuck() {
        return control() + "/stuck";
    }

    /** Returns the session that a drain is about; empty if the name is not one that Pogo writes. */
    public Optional<Long> sessionOfDrain(String path) {
        return sessionOfStay(path, draining());
    }

    /** Returns the session that is suspect; empty if the name is not one that Pogo writes. */
    public Optional<Long> sessionOfSuspect(String path) {
        return sessionOfStay(path, suspects());
    }

    /** Returns the node in the name of a drain or of a suspect; empty text if the name has none. */
    public static String nodeOfStay(String path) {
        String name = lastSegment(path);
        return name.substring(0, Math.max(0, name.indexOf(DRAINED_UNDER)));
    }

    /**
     * Returns whether Pogo keeps a request or a note at this path in the folder control. Folders that this version does
     * not know count as well, because a later version may use them.
     */
    public boolean isControl(String path) {
        String folder = parent(path);
        if (List.of(draining(), suspects(), stuck()).contains(folder)) {
            return sessionOfStay(path, folder).isPresent();
        }
        List<String> known = List.of(full(), rebalancingPaused(), specsLost());
        return known.contains(path)
                || known.stream().noneMatch(one -> parent(one).equals(folder));
    }

    private static Optional<Long> sessionOfStay(String path, String folder) {
        String name = lastSegment(path);
        int session = name.indexOf(DRAINED_UNDER) + 1;
        if (!parent(path).equals(folder) || session == 0) {
            return Optional.empty();
        }
        return Json.id(name.substring(session));
    }

    /** Returns the path of the znode that exists while children are not moved to even out the load. */
    public String rebalancingPaused() {
        return control() + "/rebalancing/paused";
    }

    /**
     * Returns the path of the znode that exists after all specs were lost, until there are children again or a user
     * acknowledges the loss.
     */
    public String specsLost() {
        return control() + "/specs/lost";
    }

    /**
     * Returns the number of bytes that the lock of a child adds to the transaction that closes the session of its
     * holder.
     */
    public int lockBytes(String id, Ownership ownership) {
        int path = ownership == Ownership.CLAIM ? claim(id).length() : owner(id).length() + LATCH_SUFFIX;
        return path + LENGTH_FIELD;
    }

    /**
     * Returns the child that a path of a spec, an assignment, an owner or a failure is about; empty if the name is not
     * one that Pogo writes.
     */
    public static Optional<String> childId(String path) {
        return ZnodeNames.unescape(lastSegment(path)).filter(ScopePaths::isChildId);
    }

    /**
     * Returns whether Pogo writes the znode of a child in a tree at this path: in the bucket of its id, under its
     * escaped name.
     */
    public static boolean isCanonical(String tree, String path) {
        return childId(path).filter(id -> inBucket(tree, id).equals(path)).isPresent();
    }

    /** Returns whether a path lies among the locks of a child. */
    public boolean isLock(String path) {
        return path.startsWith(owners() + "/") && isCanonical(owners(), parent(path));
    }

    /** Returns the child whose spec or checkpoint belongs at a path. */
    public Optional<String> childOfSpecOrCheckpoint(String path) {
        boolean isOne = isBelow(children(), path) || isBelow(checkpoints(), path);
        return isOne ? childId(path) : Optional.empty();
    }

    private static boolean isBelow(String tree, String path) {
        return path.startsWith(tree + "/") && isCanonical(tree, path);
    }

    /** Returns whether Pogo writes an assignment at this path. */
    public boolean isAssignment(String path) {
        String node = nodeOfAssignment(path);
        return NodeIds.isValid(node) && isCanonical(assignments(node), path);
    }

    /**
     * Returns whether a name is the id of a child. Other programs that write into the scope may give a znode any name.
     */
    private static boolean isChildId(String id) {
        return id.length() <= ChildSpec.MAX_NAME_LENGTH && id.codePoints().noneMatch(Character::isISOControl);
    }

    /**
     * Returns the child that any znode of the scope is about: its spec, an assignment, a lock or a failure; empty if it
     * is about none.
     */
    public Optional<String> childOf(String path) {
        for (String tree : List.of(children(), assignments(), owners(), failures())) {
            if (path.startsWith(tree + "/")) {
                List<String> names = Splitter.on('/').splitToList(path.substring(tree.length() + 1));
                int id = tree.equals(assignments()) ? 2 : 1;
                if (names.size() <= id) {
                    return Optional.empty();
                }
                String item = tree + "/" + String.join("/", names.subList(0, id + 1));
                boolean isCanonical = id == 2 ? isAssignment(item) : isCanonical(tree, item);
                return isCanonical ? childId(item) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns the node to which the path of an assignment belongs. */
    public String nodeOfAssignment(String path) {
        int start = assignments().length() + 1;
        return path.substring(start, path.indexOf('/', start));
    }

    public static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /**
     * Returns the id of the child that a path is about; the znode's name if it is not the name of a child, as when it
     * was created by hand.
     */
    public static String idOf(String path) {
        return childId(path).orElseGet(() -> lastSegment(path));
    }

    public static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String inBucket(String parent, String id) {
        return parent + "/" + ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
    }
}
