package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scope whose znodes belong to a user. */
class SecureCommandsIT {
    @TempDir
    private Path folder;

    @Test
    void the_password_comes_from_a_file_and_who_has_none_is_shut_out() throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, "secret\n");
        try (LiveScope scope = new LiveScope();
                DistributedSupervisor node = LiveScope.builder(scope.connectString(), scope.name(), "a")
                        .digest("pogo", password)
                        .start()) {
            node.startChild(ChildSpec.of("x", WORKER));
            node.whenRunning("x").join();
            Cli cli = new Cli(scope);

            String[] as = {"--user", "pogo", "--password-file", password.toString()};
            assertThat(cli.run("children", as[0], as[1], as[2], as[3]).out()).contains("x      worker");
            assertThat(cli.run("check", as[0], as[1], as[2], as[3]).out()).isEqualTo("nothing: all fits\n");
            assertThat(cli.run("terminate", "x").exit()).isEqualTo(ExitCode.NOT_AUTHORIZED.number());
            assertThat(cli.run("children", "--user", "pogo").err()).contains("--password-file");
        }
    }
}
