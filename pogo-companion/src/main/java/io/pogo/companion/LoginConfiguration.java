package io.pogo.companion;

import java.util.List;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/** The SASL login of the node's client, as the JAAS configuration of this process. */
final class LoginConfiguration extends Configuration {
    private final AppConfigurationEntry[] entries;

    private LoginConfiguration(List<SessionNotice.Login> logins) {
        entries = logins.stream()
                .map(login -> new AppConfigurationEntry(login.module(), flag(login.flag()), login.options()))
                .toArray(AppConfigurationEntry[]::new);
    }

    static void install(List<SessionNotice.Login> logins) {
        Configuration.setConfiguration(new LoginConfiguration(logins));
    }

    /** Returns the only section, for any name. */
    @Override
    public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String section) {
        return entries.clone();
    }

    private static LoginModuleControlFlag flag(String word) {
        return switch (word) {
            case "requisite" -> LoginModuleControlFlag.REQUISITE;
            case "sufficient" -> LoginModuleControlFlag.SUFFICIENT;
            case "optional" -> LoginModuleControlFlag.OPTIONAL;
            default -> LoginModuleControlFlag.REQUIRED;
        };
    }
}
