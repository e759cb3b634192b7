package io.pogo.bench;

/**
 * The work of a server: packets in both directions, and transactions, refused ones included.
 *
 * @param packets the number of packets
 * @param transactions the number of transactions
 */
record Traffic(long packets, long transactions) {
    /** Returns what the server has done so far. */
    static Traffic of(BenchServer server) {
        return new Traffic(server.packets() + server.sent(), server.zxid());
    }

    Traffic since(Traffic before) {
        return new Traffic(packets - before.packets, transactions - before.transactions);
    }

    double packets(int children) {
        return (double) packets / children;
    }

    double transactions(int children) {
        return (double) transactions / children;
    }
}
