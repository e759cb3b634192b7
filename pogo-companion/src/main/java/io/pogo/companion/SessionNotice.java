package io.pogo.companion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The notice of a session to a companion: all the data that is needed to end it. The notice is as secret as the
 * password in it, and goes through a pipe or a loopback connection only.
 *
 * @param node the node that has the session, for log lines
 * @param pid the node's process
 * @param connectString the addresses of the ZooKeeper servers, and the chroot
 * @param timeoutMillis the session timeout that ZooKeeper granted
 * @param sessionId the session
 * @param password the session's password, in hexadecimal digits
 * @param clientProperties the settings of ZooKeeper's client, TLS and SASL included
 * @param systemProperties the system properties that configure the client and the JDK's TLS and SASL
 * @param logins the SASL logins of the client; empty if it uses none
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
     * An entry of the client's section of a JAAS configuration.
     *
     * @param module the class name of the login module
     * @param flag {@code required} or another control flag of JAAS
     * @param options the options of the module
     */
    public record Login(String module, String flag, Map<String, String> options) {}

    /** Returns the session id as ZooKeeper shows it. */
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
