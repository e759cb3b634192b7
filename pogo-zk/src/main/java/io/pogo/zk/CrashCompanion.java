package io.pogo.zk;

import io.pogo.companion.CompanionMain;
import io.pogo.companion.Endpoint;
import io.pogo.companion.Secret;
import io.pogo.zk.internal.companion.CompanionConnection;
import io.pogo.zk.internal.companion.CompanionProcess;
import io.pogo.zk.internal.companion.CompanionWay;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A small process at a node's side that ends the node's ZooKeeper session as soon as the node has died: killed, out of
 * memory, crashed in native code. Its children then run elsewhere within half a second, where ZooKeeper alone waits for
 * the whole session timeout. It makes takeover faster and never wrong: it acts only on the operating system's word that
 * the JVM is gone, and does nothing of a JVM that is frozen or cut off. If it fails, the session expires as ever.
 *
 * <pre>{@code
 * ZooKeeperSupervisor.builder()
 *         .connectString("zk1:2181,zk2:2181,zk3:2181")
 *         .scope("my-app")
 *         .crashCompanion(CrashCompanion.subprocess())
 * }</pre>
 *
 * <p>Where the JVM is the first process of a container a subprocess dies with it, and a sidecar is needed: a second
 * container on the same machine that shares a volume or the loopback interface with the node's.
 *
 * <p>The companion is told the session's id and password, and the client's settings for TLS and SASL, through the pipe
 * or the connection only. What a caller's client was given with {@code addAuthInfo} cannot be had; it is needed only
 * where the servers enforce authentication.
 */
public final class CrashCompanion {
    private final CompanionWay way;

    private CrashCompanion(CompanionWay way) {
        this.way = way;
    }

    /**
     * A subprocess, a JVM of its own with about 45 MB of memory and no work to do: the same {@code java} as this JVM's,
     * with the same class files of Pogo's companion and ZooKeeper's client. Jars within an archive, as in an executable
     * jar of Spring Boot, are unpacked into a private folder in {@code java.io.tmpdir} (5 MB), which is removed when
     * the companion ends. {@link ZooKeeperSupervisor.Builder#start} fails with the reason if the companion cannot be
     * started; then use {@link #subprocess(List)}.
     *
     * @return for {@link ZooKeeperSupervisor.Builder#crashCompanion}
     */
    public static CrashCompanion subprocess() {
        return new CrashCompanion(new CompanionWay(() -> {}, CompanionProcess::start, CompanionProcess::lastLines));
    }

    /**
     * A subprocess that is started with a command, for instance {@code List.of("java", "-Xmx16m", "-jar",
     * "/opt/pogo-companion-all.jar")}. It must become the companion and not start it, as a shell script does without
     * {@code exec}.
     *
     * @param command the program, and its arguments
     * @return for {@link ZooKeeperSupervisor.Builder#crashCompanion}
     */
    public static CrashCompanion subprocess(List<String> command) {
        List<String> copy = List.copyOf(command);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("the companion's command is empty");
        }
        return new CrashCompanion(
                new CompanionWay(() -> {}, () -> CompanionProcess.start(copy), () -> CompanionProcess.lastLines(copy)));
    }

    /**
     * A sidecar: {@link CompanionMain} with {@code --listen} and {@code --secret}, started by the same means as the
     * node.
     *
     * @param address the address that the sidecar listens on: {@code unix:/path/of/a/socket}, or a loopback address and
     *     a port, {@code 127.0.0.1:7071}
     * @param secretFile a file with at least 16 characters, the same as the sidecar's; read at each connection
     * @return for {@link ZooKeeperSupervisor.Builder#crashCompanion}
     * @throws IllegalArgumentException if the address is none of these
     */
    public static CrashCompanion sidecar(String address, Path secretFile) {
        SocketAddress at = Endpoint.parse(address);
        Objects.requireNonNull(secretFile, "secretFile");
        return new CrashCompanion(new CompanionWay(
                () -> Secret.readFrom(secretFile), () -> CompanionConnection.open(at, address, secretFile), null));
    }

    CompanionWay way() {
        return way;
    }
}
