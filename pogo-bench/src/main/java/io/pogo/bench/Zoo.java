package io.pogo.bench;

import io.pogo.core.ZnodeNames;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Looks at a scope in ZooKeeper, without Pogo. */
final class Zoo implements Closeable {
    private static final int SESSION_MILLIS = 6_000;
    private static final List<String> TREES = List.of("children", "owners", "failures", "checkpoints");

    /**
     * A znode of ZooKeeper's that is about a child.
     *
     * @param tree the tree that it is in
     * @param child the child's id
     * @param node the node, of an assignment; a dash otherwise
     */
    record Trace(String tree, String child, String node) {}

    private final ZooKeeper client;
    private final String root = "/pogo/" + ChaosNode.SCOPE;

    Zoo(String connectString) throws IOException {
        client = new ZooKeeper(connectString, SESSION_MILLIS, event -> {});
    }

    /** All that is there about any child; an exception if ZooKeeper does not answer. */
    List<Trace> traces() throws KeeperException, InterruptedException {
        client.sync(root);
        List<Trace> traces = new ArrayList<>();
        for (String tree : TREES) {
            collect(tree, root + "/" + tree, "-", traces);
        }
        for (String node : children(root + "/assignments")) {
            collect("assignments", root + "/assignments/" + node, node, traces);
        }
        return traces;
    }

    private void collect(String tree, String path, String node, List<Trace> into)
            throws KeeperException, InterruptedException {
        for (String bucket : children(path)) {
            for (String name : children(path + "/" + bucket)) {
                into.add(new Trace(tree, ZnodeNames.unescape(name).orElse(name), node));
            }
        }
    }

    private List<String> children(String path) throws KeeperException, InterruptedException {
        try {
            return client.getChildren(path, false);
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
