package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.zk.ZooKeeperSupervisor;
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

    @Test
    void a_check_finds_what_is_open_to_the_world_and_closes_it() throws Exception {
        Path password = folder.resolve("password");
        Files.writeString(password, "secret\n");
        try (LiveScope scope = new LiveScope()) {
            ZooKeeperSupervisor.Builder node = LiveScope.builder(scope.connectString(), scope.name(), "a");
            node.start().close();
            try (DistributedSupervisor closed = node.digest("pogo", password).start()) {
                closed.startChild(ChildSpec.of("x", WORKER));
                closed.whenRunning("x").join();
                Cli cli = new Cli(scope).answering("y");
                String[] as = {"--user", "pogo", "--password-file", password.toString()};
                Cli.Result found = cli.run("check", as[0], as[1], as[2], as[3]);
                assertThat(found.exit()).isEqualTo(ExitCode.FOUND.number());
                assertThat(found.out()).contains("open znode", "/layout", "the world may read or change it");
                Cli.Result repaired = cli.run("check", "--repair", as[0], as[1], as[2], as[3]);
                assertThat(repaired.exit()).isEqualTo(ExitCode.OK.number());
                assertThat(repaired.err()).contains("0 znodes removed, ", " closed to the world");
                assertThat(cli.run("check", as[0], as[1], as[2], as[3]).out()).isEqualTo("nothing: all fits\n");
                assertThat(cli.run("children").exit()).isEqualTo(ExitCode.NOT_AUTHORIZED.number());
            }
        }
    }
}
