package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeapFillerTest {
    private static final int FULL = 17;
    private static final int HALF_OF_THE_HEAP = 64 << 20;

    /** Ends with {@link #FULL} if the heap was full and is free again. */
    static final class Filled {
        private Filled() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            HeapFiller.begin(1_000);
            boolean full = false;
            while (!fits() || !full) {
                full |= !fits();
                Thread.sleep(10); // the interval of this program's looks at its heap; the test waits for its exit
            }
            System.exit(FULL);
        }

        private static boolean fits() {
            try {
                return new byte[HALF_OF_THE_HEAP].length > 0;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }
    }

    @Test
    void the_heap_is_full_for_a_while_and_free_again() throws Exception {
        Jvm jvm = Jvm.start(Filled.class, Map.of(), List.of("-XX:+UseSerialGC"), List.of());
        assertThat(jvm.awaitExit(40_000)).isTrue();
        assertThat(jvm.process().exitValue()).isEqualTo(FULL);
    }
}
