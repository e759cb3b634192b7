/** The API of Pogo: supervisors, clients, children and events. */
module io.pogo {
    requires static transitive org.jspecify;

    exports io.pogo;
}
