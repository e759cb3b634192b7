package io.pogo.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.store.Failures;
import io.pogo.zk.internal.store.ZkFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words for failures in messages. */
class WordsTest {
    @Test
    void an_answer_of_ZooKeepers_is_said_with_the_znode_that_it_is_about() {
        assertThat(Words.of(ZkFailures.of(Code.NOAUTH, "/pogo/s"))).isEqualTo("no permission at /pogo/s");
        assertThat(Words.of(new CompletionException(ZkFailures.told(KeeperException.create(Code.CONNECTIONLOSS)))))
                .isEqualTo("the connection was lost");
        assertThat(Failures.told("the start", ZkFailures.of(Code.UNIMPLEMENTED, "/pogo/s")))
                .hasMessage("the start failed: ZooKeeper's answer was \"unimplemented\" at /pogo/s");
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void no_code_is_said_by_its_name(Code code) {
        assertThat(ZkFailures.words(code)).isNotBlank().doesNotContain("KeeperErrorCode", code.name());
    }

    @Test
    void a_file_that_cannot_be_read_is_said_without_the_name_of_a_class() {
        assertThat(Words.of(new NoSuchFileException("f"))).isEqualTo("there is no such file");
        assertThat(Words.of(new AccessDeniedException("f"))).isEqualTo("this process has no permission to read it");
        assertThat(Words.of(new UncheckedIOException(new IOException("Is a directory"))))
                .isEqualTo("Is a directory");
        assertThat(Words.of(new MalformedInputException(3))).isEqualTo("it is not a text in UTF-8");
    }

    @Test
    void names_of_classes_in_a_message_are_left_out_and_a_failure_without_one_has_words() {
        assertThat(Words.of(new IOException(
                        "PKIX path building failed: sun.security.SunCertPathBuilderException: no path")))
                .isEqualTo("PKIX path building failed: no path");
        assertThat(Words.of(new IllegalStateException())).isEqualTo("unexpected: illegal state");
    }
}
