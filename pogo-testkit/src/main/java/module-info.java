/** The test kit: what an application needs to test its children. */
module io.pogo.testkit {
    requires transitive io.pogo;
    requires static org.jspecify;

    exports io.pogo.testkit;
}
