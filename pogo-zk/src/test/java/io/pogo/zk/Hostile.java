package io.pogo.zk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.Failure;
import io.pogo.core.Rest;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes data as no Pogo writes it: random bytes, and what Pogo writes, mutated as bytes and as JSON. */
final class Hostile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "-1",
            "1e999",
            "9".repeat(400),
            "0.1",
            "\"\"",
            "\"0x\"",
            "\"0xffffffffffffffffff\"",
            "\"\\u001b[2J\\u0007\\u202e\\ud800\"",
            "\"../../etc\"",
            "\"java.lang.Runtime\"",
            "\"" + "x".repeat(70_000) + "\"",
            "[".repeat(2_000) + "]".repeat(2_000),
            "[" + "\"n\",".repeat(5_000) + "\"n\"]",
            "{\"@class\":\"java.lang.ProcessBuilder\",\"a\":[\"sh\"]}");

    /** What Pogo writes, one of each kind. */
    private static final List<byte[]> GENUINE = List.of(
            StoredSpec.encode(ChildSpec.of("c", "worker").withArgument("a", "b")),
            StoredSpec.encode(ChildSpec.of("c", "worker")
                    .withRequiredLabel("zone", "a")
                    .withWeight(7)
                    .withSpreadGroup("g", "rack")),
            StoredAssignment.encode(new Assignment("c", "a", 1, 2, 3, StartReason.MOVED), true),
            StoredFailure.encode(
                    new Failure("c", 2, 1, "a", "it failed", 3, Set.of("a", "b"), 1, Rest.from(0, 1_000_000))),
            "{\"spec\":\"0x2\",\"token\":\"0x3\",\"data\":\"AAEC\"}".getBytes(StandardCharsets.UTF_8),
            "{\"version\":1,\"ownership\":\"claim\"}".getBytes(StandardCharsets.UTF_8),
            new MemberData.Serializer()
                    .encode(new MemberData(
                            new MemberInfo("a", "host", Set.of("worker"), Map.of("zone", "a"), 10, 10, false),
                            "incarnation",
                            2)));

    private final Random random;

    Hostile(Random random) {
        this.random = random;
    }

    byte[] data() {
        byte[] genuine = GENUINE.get(random.nextInt(GENUINE.size()));
        return switch (random.nextInt(4)) {
            case 0 -> noise(random.nextInt(300));
            case 1 -> mutated(genuine);
            default -> rewritten(genuine);
        };
    }

    static Znode znode(String path, byte[] data) {
        return new Znode(path, data, new Stamp(2, 0, 0, 0, 0, 0, 0, 0));
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** Some bytes changed, cut off, doubled or put in. */
    private byte[] mutated(byte[] genuine) {
        byte[] data = genuine.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(data.length);
            switch (random.nextInt(4)) {
                case 0 -> data[at] = (byte) random.nextInt(256);
                case 1 -> data = Arrays.copyOf(data, at + 1);
                case 2 -> data = joined(data, Arrays.copyOfRange(data, at, data.length));
                default -> data = joined(Arrays.copyOf(data, at + 1), noise(random.nextInt(20)));
            }
        }
        return data;
    }

    /** A field with another value, gone, or one more. */
    private byte[] rewritten(byte[] genuine) {
        try {
            ObjectNode json = (ObjectNode) MAPPER.readTree(genuine);
            List<String> fields = new ArrayList<>();
            json.fieldNames().forEachRemaining(fields::add);
            String marker = "\"##\"";
            String field = fields.get(random.nextInt(fields.size()));
            if (random.nextInt(5) == 0) {
                json.remove(field);
            } else {
                json.put(random.nextInt(6) == 0 ? "more\u001b" : field, "##");
            }
            String value = VALUES.get(random.nextInt(VALUES.size()));
            return MAPPER.writeValueAsString(json).replace(marker, value).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
