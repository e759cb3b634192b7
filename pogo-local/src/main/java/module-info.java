/** The local mode: nodes and clients of a scope in one JVM, without a server. */
module io.pogo.local {
    requires transitive io.pogo;
    requires io.pogo.engine;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.pogo.local;
}
