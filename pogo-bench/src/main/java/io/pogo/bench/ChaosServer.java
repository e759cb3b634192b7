package io.pogo.bench;

import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A server of the ZooKeeper ensemble. */
final class ChaosServer {
    private ChaosServer() {}

    /**
     * Runs the server.
     *
     * @param args the configuration file
     */
    public static void main(String[] args) {
        StandardInput.haltAtEnd();
        QuorumPeerMain.main(args);
    }
}
