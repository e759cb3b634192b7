package io.pogo.console;

import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.test.InstanceSpec;

/**
 * A ZooKeeper in a JVM of its own that knows a user by SASL on one port, and wants TLS with a certificate on another.
 */
final class SecureServer {
    private static final String STORE_PASSWORD = "store-password";
    private static final String USER_PASSWORD = "user-password";

    private final Path folder;
    private final int port = InstanceSpec.getRandomPort();
    private final int securePort = InstanceSpec.getRandomPort();
    private final Process process;

    SecureServer(Path folder) throws Exception {
        this.folder = folder;
        write("store-password", STORE_PASSWORD);
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=pogo", "-ext", "san=ip:127.0.0.1,dns:localhost", "key");
        keytool("-exportcert", "-file", file("crt"), "key");
        keytool("-importcert", "-noprompt", "-file", file("crt"), "trust");
        write(
                "jaas",
                "Server { " + login("user_pogo") + " };",
                "Pogo { " + login("username=\"pogo\" password") + " };");
        write(
                "zoo.cfg",
                "tickTime=200",
                "dataDir=" + Files.createDirectory(folder.resolve("data")),
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "secureClientPort=" + securePort,
                "secureClientPortAddress=127.0.0.1",
                "admin.enableServer=false",
                String.join("\n", stores("ssl.")));
        process = new ProcessBuilder(
                        java("java"),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.security.auth.login.config=" + file("jaas"),
                        "-Dzookeeper.fips-mode=false",
                        "-Dzookeeper.serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                        "-Dzookeeper.authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.zookeeper.server.ZooKeeperServerMain",
                        file("zoo.cfg"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            eventually(() -> {
                assertThat(accepts(port)).isTrue();
                assertThat(accepts(securePort)).isTrue();
            });
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    String connectString() {
        return "127.0.0.1:" + port;
    }

    String secureConnectString() {
        return "127.0.0.1:" + securePort;
    }

    /** For a client that speaks TLS and has a certificate. */
    Path tlsProperties() throws IOException {
        List<String> lines = new ArrayList<>(stores("zookeeper.ssl."));
        lines.add("zookeeper.client.secure=true");
        // Otherwise the client looks up what this machine calls 127.0.0.1, and compares that with the certificate.
        lines.add("zookeeper.sasl.client=false");
        return write("tls.properties", lines.toArray(String[]::new));
    }

    /** For a client that has {@link #jaas}. */
    Path saslProperties() throws IOException {
        return write(
                "sasl.properties",
                "zookeeper.sasl.client=true",
                "zookeeper.sasl.clientconfig=Pogo",
                "zookeeper.fips-mode=false");
    }

    /** A user, and the password. */
    Path jaas() {
        return folder.resolve("jaas");
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private List<String> stores(String prefix) {
        return List.of(
                prefix + "keyStore.location=" + file("key.p12"),
                prefix + "keyStore.passwordPath=" + file("store-password"),
                prefix + "trustStore.location=" + file("trust.p12"),
                prefix + "trustStore.passwordPath=" + file("store-password"));
    }

    private static String login(String user) {
        return "org.apache.zookeeper.server.auth.DigestLoginModule required " + user + "=\"" + USER_PASSWORD + "\";";
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** The last argument is the store. */
    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java("keytool")));
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        String store = file(arguments[arguments.length - 1] + ".p12");
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD, "-keystore", store));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
