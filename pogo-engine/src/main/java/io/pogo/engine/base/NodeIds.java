package io.pogo.engine.base;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** The rules for the names of scopes and nodes, which are used as names of znodes without escaping. */
public final class NodeIds {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,99}");

    /** The separator between a node id and an incarnation; no node id contains it. */
    private static final char INCARNATION = '#';

    private NodeIds() {}

    public static String check(String id) {
        return check("node id", id);
    }

    public static String check(String what, String name) {
        if (!RULE.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " \"" + Printable.of(name)
                    + "\" must be 1 to 100 letters, digits or _ . : - and begin with a letter, a digit or _");
        }
        return name;
    }

    public static boolean isValid(String id) {
        return RULE.matcher(id).matches();
    }

    /**
     * Returns the name of one supervisor as bytes: its node id, and the incarnation that distinguishes it from other
     * supervisors with the same id.
     */
    public static byte[] owner(String nodeId, String incarnation) {
        return ownerName(nodeId, incarnation).getBytes(StandardCharsets.UTF_8);
    }

    public static String ownerName(String nodeId, String incarnation) {
        return nodeId + INCARNATION + incarnation;
    }

    /** Returns the node id in the data of a claim or a latch znode, in a form that is fit to be shown. */
    public static String shown(byte[] owner) {
        String name = new String(owner, StandardCharsets.UTF_8);
        int end = name.indexOf(INCARNATION);
        return Printable.of(end < 0 ? name : name.substring(0, end));
    }

    /** Returns a new id from the host's name and a random part: unique, and it shows where the node runs. */
    public static String generate() {
        String host = hostName().replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[^A-Za-z0-9_]+", "");
        String random = UUID.randomUUID().toString().substring(0, 8);
        return (host.isEmpty() ? "node" : host.substring(0, Math.min(80, host.length()))).toLowerCase(Locale.ROOT) + "-"
                + random;
    }

    public static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
