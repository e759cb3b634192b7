package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeOptionsTest {
    @Test
    void what_a_parent_writes_its_child_reads() {
        NodeOptions options = new NodeOptions(
                "zk:2181",
                "node-a",
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(Service.parse("tcp://a:1"), Service.parse("http://b")));

        assertThat(NodeOptions.parse(options.toArguments(), "host")).isEqualTo(options);
    }

    @Test
    void a_node_of_its_own_prints_lines_and_keeps_a_file() {
        NodeOptions options = NodeOptions.parse(
                List.of("--plain", "--connect", "zk:1", "--joined-file", "/tmp/joined", "--companion", "/run/pogo"),
                "host");

        assertThat(options.node()).isEqualTo("host");
        assertThat(options.plain()).isTrue();
        assertThat(options.joinedFile()).contains(Path.of("/tmp/joined"));
        assertThat(options.companion()).contains(Path.of("/run/pogo"));
    }

    @Test
    void a_node_needs_a_zookeeper() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeOptions.parse(List.of("--node", "n"), "host"))
                .withMessage("--connect is needed");
    }
}
