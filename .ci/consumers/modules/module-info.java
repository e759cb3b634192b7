/** An application that is a module. */
module consumer.modules {
    requires io.pogo;
    requires io.pogo.zk;
}
