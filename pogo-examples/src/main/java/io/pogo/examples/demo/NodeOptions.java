package io.pogo.examples.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The options of one node: {@code [--plain] [--joined-file FILE] [--companion FOLDER] --connect HOST:PORT,... [--node
 * ID] SERVICE...}
 *
 * @param connect the ZooKeeper to use
 * @param node the node's id
 * @param plain true to print lines for a reader and run until a signal; false to obey a parent process
 * @param joinedFile a file to keep for as long as the node is a member
 * @param companion the folder where its sidecar has its socket and their secret, if it has one there
 * @param services the services to watch
 */
record NodeOptions(
        String connect,
        String node,
        boolean plain,
        Optional<Path> joinedFile,
        Optional<Path> companion,
        List<Service> services) {
    /** Reads the command line; a node that is given no id is called as its host. */
    static NodeOptions parse(List<String> arguments, String hostName) {
        String connect = "";
        String node = hostName;
        boolean plain = false;
        Optional<Path> joinedFile = Optional.empty();
        Optional<Path> companion = Optional.empty();
        List<Service> services = new ArrayList<>();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--plain" -> plain = true;
                case "--connect" -> connect = rest.next();
                case "--node" -> node = rest.next();
                case "--joined-file" -> joinedFile = Optional.of(Path.of(rest.next()));
                case "--companion" -> companion = Optional.of(Path.of(rest.next()));
                default -> services.add(Service.parse(argument));
            }
        }
        if (connect.isEmpty()) {
            throw new IllegalArgumentException("--connect is needed");
        }
        return new NodeOptions(connect, node, plain, joinedFile, companion, List.copyOf(services));
    }

    List<String> toArguments() {
        List<String> arguments = new ArrayList<>(List.of("--connect", connect, "--node", node));
        services.forEach(service -> arguments.add(service.url().toString()));
        return arguments;
    }
}
