/** The supervisor without a store, for Pogo's own modules only. */
@SuppressWarnings("module")
module io.pogo.engine {
    requires transitive io.pogo;
    requires transitive io.pogo.core;
    requires static org.jspecify;
    requires com.google.common;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.pogo.engine to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.access to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.base to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.check to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.events to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.format to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.lock to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.members to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.membership to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.run to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.store to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.tree to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.view to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.request to
            io.pogo.zk,
            io.pogo.local;
    exports io.pogo.engine.setup to
            io.pogo.zk,
            io.pogo.local;
}
