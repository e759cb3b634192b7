package io.pogo.zk;

import io.pogo.Ownership;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test with a ZooKeeper server for its class and a scope for each of its methods. */
abstract class InScope {
    private static TestZooKeeper zk;

    /** This test's scope; it is closed, and looked over, after the test. */
    TestScope scope;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @BeforeEach
    void openScope() {
        scope = new TestScope(zk, ownership());
    }

    /** What the locks of the scope are made of. */
    Ownership ownership() {
        return TestScope.OWNERSHIP;
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }
}
