package io.pogo.companion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a companion is told of a session: all that it takes to end it. It is as secret as what it holds, and goes
 * through a pipe or a loopback connection only.
 *
 * @param node whose session it is, for people
 * @param pid the node's process
 * @param connectString where ZooKeeper is, and the chroot
 * @param timeoutMillis the session timeout that ZooKeeper granted
 * @param sessionId the session
 * @param password the session's password, in hexadecimal digits
 * @param clientProperties the settings of ZooKeeper's client, TLS and SASL included
 * @param systemProperties the system properties that the client or the JDK's TLS and SASL go by
 * @param logins how the client logs in by SASL; empty if it does not
 */
public record SessionNotice(
        String node,
        long pid,
        String connectString,
        int timeoutMillis,
        long sessionId,
        String password,
        Map<String, String> clientProperties,
        Map<String, String> systemProperties,
        List<Login> logins) {

    /**
     * One entry of the client's section of a JAAS configuration.
     *
     * @param module the class name of the login module
     * @param flag {@code required} or another word that says what its failure means
     * @param options what the module is told
     */
    public record Login(String module, String flag, Map<String, String> options) {}

    /** As ZooKeeper shows it. */
    String hexId() {
        return "0x" + Long.toHexString(sessionId);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(node);
        out.writeLong(pid);
        out.writeUTF(connectString);
        out.writeInt(timeoutMillis);
        out.writeLong(sessionId);
        out.writeUTF(password);
        write(clientProperties, out);
        write(systemProperties, out);
        out.writeInt(logins.size());
        for (Login login : logins) {
            out.writeUTF(login.module());
            out.writeUTF(login.flag());
            write(login.options(), out);
        }
    }

    static SessionNotice readFrom(DataInput in) throws IOException {
        return new SessionNotice(
                in.readUTF(),
                in.readLong(),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readUTF(),
                readMap(in),
                readMap(in),
                readLogins(in));
    }

    private static List<Login> readLogins(DataInput in) throws IOException {
        List<Login> logins = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            logins.add(new Login(in.readUTF(), in.readUTF(), readMap(in)));
        }
        return logins;
    }

    private static void write(Map<String, String> map, DataOutput out) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    private static Map<String, String> readMap(DataInput in) throws IOException {
        Map<String, String> map = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            map.put(in.readUTF(), in.readUTF());
        }
        return map;
    }
}
