package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates of this machine's, and the stores that they are in, all with one password. */
final class Certificates {
    private final Path folder;
    private final String password;

    Certificates(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** A key store with a key and a certificate of that name. */
    void make(String name) throws Exception {
        make(name, "ip:127.0.0.1,dns:localhost");
    }

    /** The same for another host than this one. */
    void make(String name, String subject) throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-validity",
                "2",
                "-keystore",
                store(name));
        keytool("-exportcert", "-alias", name, "-keystore", store(name), "-file", certificate(name));
    }

    /** Has a store trust a certificate. */
    void trust(String store, String name) throws Exception {
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store(store), "-file", certificate(name));
    }

    String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private String certificate(String name) {
        return folder.resolve(name + ".crt").toString();
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
