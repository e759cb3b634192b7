package io.pogo.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.StaleRevisionException;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import io.pogo.engine.request.SpecEdit;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each request makes of a stored spec. */
class SpecChangesTest {
    private static final ChildSpec SPEC = ChildSpec.of("child", "worker").withArgument("n", "1");

    private String stored = new String(StoredSpec.encode(SPEC), StandardCharsets.UTF_8);

    private Optional<Integer> make(SpecEdit.Change change) throws BadData {
        ObjectNode fields = Json.parse(stored.getBytes(StandardCharsets.UTF_8));
        Optional<Integer> revision = change.apply(read(), fields);
        revision.ifPresent(written -> stored = new String(SpecFormat.bytes(fields), StandardCharsets.UTF_8));
        return revision;
    }

    private StoredSpec read() {
        return StoredSpec.decode("child", new Znode("/child", stored.getBytes(StandardCharsets.UTF_8), Stamp.UNKNOWN));
    }

    private void complete() throws BadData {
        make((spec, fields) -> {
            SpecChanges.complete(fields);
            return Optional.of(spec.revision());
        });
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable change, String why) {
        assertThatThrownBy(change)
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("\"child\"")
                .hasMessageContaining(why);
    }

    @Test
    void a_pause_keeps_the_revision_and_a_resumption_raises_it_and_leaves_the_plain_format() throws BadData {
        assertThat(make(SpecChanges::pause)).contains(1);
        assertThat(read().desired()).isEqualTo(Desired.PAUSED);
        assertThat(make(SpecChanges::pause)).isEmpty();

        assertThat(make(SpecChanges::resume)).contains(2);
        assertThat(make(SpecChanges::resume)).isEmpty();
        assertThat(stored).doesNotContain("format").contains("\"desired\":\"running\"", "\"revision\":2");
        assertThat(read().spec()).isEqualTo(SPEC);
    }

    @Test
    void a_completed_child_can_be_restarted_and_not_paused() throws BadData {
        complete();
        assertThat(read().desired()).isEqualTo(Desired.COMPLETED);
        assertRefused(() -> make(SpecChanges::pause), "completed");
        assertThat(make(SpecChanges::resume)).isEmpty();

        assertThat(make(SpecChanges::restart)).contains(2);
        assertThat(read().desired()).isEqualTo(Desired.RUNNING);
    }

    @Test
    void a_paused_child_cannot_be_restarted() throws BadData {
        make(SpecChanges::pause);

        assertRefused(() -> make(SpecChanges::restart), "resumeChild");
    }

    @Test
    void an_update_needs_the_present_revision_and_keeps_pin_and_pause() throws BadData {
        make((spec, fields) -> SpecChanges.pin(new Pin("n", 255), spec, fields));
        make(SpecChanges::pause);
        ChildSpec next = SPEC.withWeight(7).withRestart(Restart.TRANSIENT);

        assertThatThrownBy(() -> make((spec, fields) -> SpecChanges.update(next, 2, spec, fields)))
                .isInstanceOf(StaleRevisionException.class);
        assertThat(make((spec, fields) -> SpecChanges.update(next, 1, spec, fields)))
                .contains(2);

        assertThat(read().spec()).isEqualTo(next);
        assertThat(read().desired()).isEqualTo(Desired.PAUSED);
        assertThat(read().pin()).contains(new Pin("n", 255));
        assertThat(make((spec, fields) -> SpecChanges.update(next, 2, spec, fields)))
                .isEmpty();
    }

    @Test
    void a_pin_is_written_once_and_taken_back_once() throws BadData {
        Pin pin = new Pin("n", 255);
        assertThat(make((spec, fields) -> SpecChanges.pin(pin, spec, fields))).contains(1);
        assertThat(make((spec, fields) -> SpecChanges.pin(pin, spec, fields))).isEmpty();
        assertThat(read().pin()).contains(pin);

        assertThat(make(SpecChanges::unpin)).contains(1);
        assertThat(make(SpecChanges::unpin)).isEmpty();
        assertThat(stored).isEqualTo(new String(StoredSpec.encode(SPEC), StandardCharsets.UTF_8));
    }

    @Test
    void a_temporary_child_is_neither_paused_nor_restarted_nor_made_one_nor_updated_or_moved_once_it_has_begun()
            throws BadData {
        ChildSpec once = SPEC.withRestart(Restart.TEMPORARY);
        assertRefused(() -> make((spec, fields) -> SpecChanges.update(once, 1, spec, fields)), "temporary");
        stored = new String(StoredSpec.encode(once), StandardCharsets.UTF_8);
        assertRefused(() -> make(SpecChanges::pause), "temporary");
        assertRefused(() -> make(SpecChanges::restart), "temporary");
        assertThat(make((spec, fields) -> SpecChanges.update(once.withWeight(2), 1, spec, fields)))
                .contains(2);

        stored = stored.replace("\"revision\"", "\"startedBy\":\"n 0x1\",\"revision\"");
        assertRefused(() -> make((spec, fields) -> SpecChanges.update(once, 2, spec, fields)), "has begun");
        assertRefused(() -> make((spec, fields) -> SpecChanges.pin(new Pin("n", 1), spec, fields)), "has begun");
    }
}
