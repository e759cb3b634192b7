package io.pogo.zk.internal.companion;

import io.pogo.companion.CompanionMain;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** The command that starts a companion with this JVM's {@code java} and class files, in as little memory as will do. */
public final class CompanionCommand {
    static final String INSTEAD =
            "; start the companion with CrashCompanion.subprocess(command), or use CrashCompanion.sidecar(...)";

    /**
     * The names of one class of each library that the companion needs. ZooKeeper's client loads a class of Netty's even
     * without TLS; the others are for TLS.
     */
    private static final List<String> NEEDED = List.of(
            CompanionMain.class.getName(),
            ZooKeeper.class.getName(),
            "org.apache.jute.Record",
            "org.slf4j.Logger",
            "io.netty.handler.ssl.SslContext",
            "io.netty.util.Version");

    private static final List<String> FOR_TLS = List.of(
            "io.netty.buffer.ByteBuf",
            "io.netty.channel.Channel",
            "io.netty.channel.epoll.Epoll",
            "io.netty.channel.unix.Unix",
            "io.netty.handler.codec.ByteToMessageDecoder",
            "io.netty.resolver.AddressResolver");

    /**
     * Small, quiet, and no slower than it must be at the one moment that counts. The compiler keeps the memory that it
     * has ever taken, so it is left only what is called very often, as in a TLS handshake.
     */
    private static final List<String> OPTIONS = List.of(
            "-Xms2m",
            "-Xmn1m",
            "-Xmx16m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=30",
            "-XX:StringTableSize=1024",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Djava.net.preferIPv4Stack=" + Boolean.getBoolean("java.net.preferIPv4Stack"));

    private CompanionCommand() {}

    /**
     * Returns the command.
     *
     * @param libraries the files that hold its classes
     * @throws IllegalStateException if that is not possible here; the message names the remedy
     */
    public static List<String> ofThisJvm(CompanionLibraries libraries) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(OPTIONS);
        command.addAll(libraries.options());
        command.add("-cp");
        command.add(String.join(File.pathSeparator, libraries.files()));
        command.add(CompanionMain.class.getName());
        return command;
    }

    private static String java() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        for (String name : List.of("java", "java.exe")) {
            if (Files.isExecutable(bin.resolve(name))) {
                return bin.resolve(name).toString();
            }
        }
        throw new IllegalStateException("no crash companion can be started: there is no java in " + bin + INSTEAD);
    }

    /** The places that the classes of a companion come from, in the order in which they are looked for. */
    public static Set<String> places() {
        Set<String> places = new LinkedHashSet<>();
        NEEDED.forEach(name -> places.add(place(name, loaded(name))));
        for (String name : FOR_TLS) {
            Class<?> type = loaded(name);
            if (type != null) {
                places.add(place(name, type));
            }
        }
        return places;
    }

    private static @Nullable Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, CompanionCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** The URL of the directory or archive that a class was loaded from. */
    static String place(String name, @Nullable Class<?> type) {
        CodeSource source = type == null ? null : type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException("no crash companion can be started: it is not known where the class " + name
                    + " comes from" + INSTEAD);
        }
        return location.toString();
    }
}
