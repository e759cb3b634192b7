package io.pogo.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An assignment as it is stored. */
class StoredAssignmentTest {
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void what_is_written_is_json_in_the_documented_order_and_is_read_back(boolean troubled, boolean trial)
            throws BadData {
        for (StartReason reason : StartReason.values()) {
            Assignment assignment = new Assignment("c", "a", -2, Long.MAX_VALUE, 7, reason);

            byte[] data = StoredAssignment.encode(assignment, troubled, trial);

            ObjectNode json = Json.object();
            json.put("spec", "0x7fffffffffffffff");
            json.put("revision", 7);
            json.put("session", "0xfffffffffffffffe");
            json.put("reason", Json.word(reason));
            if (troubled) {
                json.put("troubled", true);
            }
            if (trial) {
                json.put("trial", true);
            }
            assertThat(data).isEqualTo(Json.bytes(json));
            StoredAssignment read = StoredAssignment.decode("a", "c", new Znode("/p", data, Stamp.UNKNOWN));
            assertThat(read).isEqualTo(new StoredAssignment("/p", 0, assignment, troubled, trial, null));
        }
    }
}
