package io.pogo.zk.internal.companion;

import io.pogo.companion.SessionNotice;
import io.pogo.companion.SessionNotice.Login;
import io.pogo.zk.internal.store.ZkSession;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;

/**
 * The notices of sessions to a companion, with the settings of the node's client, so that TLS and SASL work for both.
 */
final class CompanionNotices {
    /** The system properties by which ZooKeeper's client, and the JDK's TLS and SASL, find their way. */
    private static final List<String> SYSTEM = List.of(
            "zookeeper.", "jute.", "java.security.", "javax.security.", "javax.net.ssl.", "sun.security.", "jdk.tls.");

    private static final List<String> SETTINGS = settings();

    private CompanionNotices() {}

    static SessionNotice of(ZkSession session, String node, String connectString) {
        ZKClientConfig config = session.config();
        return new SessionNotice(
                node,
                ProcessHandle.current().pid(),
                connectString,
                (int) session.timeout().toMillis(),
                session.id(),
                session.password(),
                client(config),
                system(),
                logins(config));
    }

    private static Map<String, String> client(ZKClientConfig config) {
        Map<String, String> found = new TreeMap<>();
        for (String name : SETTINGS) {
            String value = config.getProperty(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return found;
    }

    private static Map<String, String> system() {
        Map<String, String> found = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            String value = System.getProperty(name);
            if (value != null && SYSTEM.stream().anyMatch(name::startsWith)) {
                found.put(name, value);
            }
        }
        return found;
    }

    /**
     * Returns the logins of the client as entries, not as a file, since an application may have made them in its code.
     */
    private static List<Login> logins(ZKClientConfig config) {
        List<Login> logins = new ArrayList<>();
        if (config.isSaslClientEnabled()) {
            String section = config.getProperty(
                    ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, ZKClientConfig.LOGIN_CONTEXT_NAME_KEY_DEFAULT);
            for (AppConfigurationEntry entry : entries(section)) {
                Map<String, String> options = new TreeMap<>();
                entry.getOptions().forEach((name, value) -> options.put(name, String.valueOf(value)));
                logins.add(new Login(entry.getLoginModuleName(), flag(entry.getControlFlag()), options));
            }
        }
        return logins;
    }

    private static AppConfigurationEntry[] entries(String section) {
        try {
            AppConfigurationEntry[] entries = Configuration.getConfiguration().getAppConfigurationEntry(section);
            return entries == null ? new AppConfigurationEntry[0] : entries;
        } catch (SecurityException e) {
            // There is no JAAS configuration at all.
            return new AppConfigurationEntry[0];
        }
    }

    private static String flag(LoginModuleControlFlag flag) {
        String text = flag.toString();
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    /** The names of all settings that ZooKeeper's client has: a configuration cannot be asked what is in it. */
    private static List<String> settings() {
        List<String> names = new ArrayList<>();
        try (ClientX509Util tls = new ClientX509Util()) {
            for (Class<?> type : List.of(ZKClientConfig.class, ClientX509Util.class)) {
                for (Field constant : type.getFields()) {
                    if (Modifier.isStatic(constant.getModifiers()) && constant.get(null) instanceof String name) {
                        names.add(name);
                    }
                }
            }
            for (Method name : ClientX509Util.class.getMethods()) {
                if (name.getName().endsWith("Property") && name.getParameterCount() == 0) {
                    names.add(String.valueOf(name.invoke(tls)));
                }
            }
            return List.copyOf(names);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the settings of ZooKeeper's client cannot be listed", e);
        }
    }
}
