package io.pogo.zk.internal;

import io.pogo.engine.base.Printable;
import io.pogo.engine.base.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ClientCnxnSocketNetty;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.Id;
import org.jspecify.annotations.Nullable;

/**
 * The identity and the transport of the connection to ZooKeeper: a user and a password for digest authentication, and
 * ZooKeeper's own client properties for SASL and TLS. The password is requested at each new session and is not kept
 * here, so it may change. No message contains a secret, and the classes that hold one have no {@code toString}.
 */
public final class Credentials {
    /** No identity and a plain connection, unless the JVM's system properties set others. */
    public static final Credentials NONE = new Credentials();

    private static final String PREFIX = "zookeeper.";
    private static final String KEY_STORE = "zookeeper.ssl.keyStore.location";

    private @Nullable String user;
    private @Nullable Supplier<String> password;
    private @Nullable Id reader;
    private Map<String, String> properties = Map.of();

    public void digest(String name, Supplier<String> secret) {
        if (name.isEmpty() || name.contains(":")) {
            throw new IllegalArgumentException(
                    "user \"" + Printable.of(name) + "\" must not be empty nor contain a colon");
        }
        user = name;
        password = secret;
    }

    /** Returns a supplier of the first line of a file, with any line ending. */
    public static Supplier<String> firstLine(Path file) {
        return () -> {
            try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
                return lines.findFirst().orElse("");
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new IllegalStateException("the password cannot be read from " + file + ": " + Words.of(e));
            }
        };
    }

    public void reader(String scheme, String id) {
        if (scheme.isEmpty() || id.isEmpty() || scheme.equals("world") || scheme.equals("auth")) {
            throw new IllegalArgumentException("readableBy(\"" + Printable.of(scheme)
                    + "\", ...) must name one identity of a scheme such as digest");
        }
        reader = new Id(scheme, id);
    }

    /**
     * Reads ZooKeeper's client properties; refuses any other property, which is more likely a mistake than intended.
     */
    public void clientProperties(Path file) {
        Properties read = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the client properties cannot be read from " + file + ": " + Words.of(e));
        }
        Map<String, String> all = new TreeMap<>();
        for (String key : read.stringPropertyNames()) {
            if (!key.startsWith(PREFIX)) {
                throw new IllegalArgumentException(file + " sets \"" + Printable.of(key)
                        + "\"; ZooKeeper's client properties begin with " + PREFIX);
            }
            all.put(key, read.getProperty(key).strip());
        }
        properties = all;
    }

    boolean areGiven() {
        return user != null || reader != null || !properties.isEmpty();
    }

    /** Fails at once, with its own message, where the password cannot be had. */
    void check() {
        identity();
        if (reader != null && !isAuthenticated()) {
            throw new IllegalStateException("readableBy(...) without digest(...), SASL or a key store: "
                    + "nobody could be kept from anything");
        }
    }

    /** Returns the ACLs for new znodes: with authentication the znodes of a scope belong to its members only. */
    ACLProvider acl() {
        return isAuthenticated() ? CreationAcl.closed(reader) : CreationAcl.OPEN;
    }

    /**
     * Returns the client configuration of one handle. For TLS it sets ZooKeeper's Netty socket, unless a socket is
     * configured.
     */
    ZKClientConfig config() {
        ZKClientConfig config = new ZKClientConfig();
        properties.forEach(config::setProperty);
        if (config.getBoolean(ZKClientConfig.SECURE_CLIENT)
                && config.getProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET) == null) {
            config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNetty.class.getName());
        }
        return config;
    }

    /** Returns the user and the password for digest authentication; null without it. */
    byte @Nullable [] identity() {
        return user == null ? null : (user + ":" + secret()).getBytes(StandardCharsets.UTF_8);
    }

    private String secret() {
        String secret = password == null ? null : password.get();
        if (secret == null || secret.isEmpty()) {
            throw new IllegalStateException("there is no password for user " + user);
        }
        return secret;
    }

    private boolean isAuthenticated() {
        return user != null || isSasl() || properties.containsKey(KEY_STORE);
    }

    /** SASL is on by default and does nothing without a login section, so it counts only where it is spoken of. */
    boolean isSasl() {
        return !"false".equals(properties.get(ZKClientConfig.ENABLE_CLIENT_SASL_KEY))
                && (properties.containsKey(ZKClientConfig.ENABLE_CLIENT_SASL_KEY)
                        || properties.containsKey(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY));
    }
}
