package io.pogo.spring;

import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The identity and the transport that the properties ask for, as options of the builder. */
final class ClientSettings {
    private ClientSettings() {}

    /**
     * Applies the properties to the builder.
     *
     * @throws IllegalStateException if the properties contradict each other
     */
    static void apply(PogoProperties.Security security, ZooKeeperSupervisor.Builder builder) {
        if (security.user() != null) {
            builder.digest(
                    security.user(),
                    given("pogo.security.password-file", security.passwordFile(), "pogo.security.user is set"));
        }
        if (security.clientProperties() != null) {
            if (security.tls().enabled()) {
                throw new IllegalStateException("pogo.security.client-properties and pogo.security.tls.enabled are"
                        + " both set; put the settings for TLS into the file, or remove the file");
            }
            builder.clientProperties(security.clientProperties());
        } else if (security.tls().enabled()) {
            apply(tls(security.tls()), builder);
        }
    }

    private static Path given(String property, @Nullable Path file, String reason) {
        if (file == null) {
            throw new IllegalStateException(property + " is missing; it is needed because " + reason);
        }
        return file;
    }

    /** Returns ZooKeeper's own properties; they name the files of the passwords and contain no password. */
    private static Properties tls(PogoProperties.Tls tls) {
        Properties properties = new Properties();
        properties.setProperty("zookeeper.client.secure", "true");
        set(properties, "zookeeper.ssl.trustStore.location", tls.trustStore());
        set(properties, "zookeeper.ssl.trustStore.passwordPath", tls.trustStorePasswordFile());
        set(properties, "zookeeper.ssl.keyStore.location", tls.keyStore());
        set(properties, "zookeeper.ssl.keyStore.passwordPath", tls.keyStorePasswordFile());
        return properties;
    }

    private static void set(Properties properties, String name, @Nullable Path file) {
        if (file != null) {
            properties.setProperty(name, file.toString());
        }
    }

    /** Hands over the properties in a file, the form that the builder takes; it reads them at once. */
    private static void apply(Properties properties, ZooKeeperSupervisor.Builder builder) {
        try {
            Path file = Files.createTempFile("pogo-client-", ".properties");
            try {
                try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                    properties.store(writer, null);
                }
                builder.clientProperties(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the settings for TLS cannot be written to a temporary file", e);
        }
    }
}
