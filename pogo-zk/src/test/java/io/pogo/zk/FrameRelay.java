package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/** The way to a ZooKeeper server, on which single answers are lost or replaced by another code. */
final class FrameRelay implements AutoCloseable {
    /** In place of a code: the answer is lost. */
    static final int SWALLOWED = 1;

    /** In place of an opcode: all requests that create znodes, but for transactions. */
    static final int ANY_CREATE = Integer.MIN_VALUE;

    /** In place of an opcode: all requests but pings. */
    static final int ANY = Integer.MAX_VALUE;

    private static final Set<Integer> WRITES = Set.of(
            ZooDefs.OpCode.create,
            ZooDefs.OpCode.create2,
            ZooDefs.OpCode.createContainer,
            ZooDefs.OpCode.delete,
            ZooDefs.OpCode.setData,
            ZooDefs.OpCode.multi);

    private static final Set<Integer> CREATES =
            Set.of(ZooDefs.OpCode.create, ZooDefs.OpCode.create2, ZooDefs.OpCode.createContainer);

    private static final int ERROR_AT = 12;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile @Nullable Fault holding;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = new Fault(0, "", 0, 0, false);

    /** The number of writes that still pass; the next one cuts its connection instead. */
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

    private final CompletableFuture<Void> cut = new CompletableFuture<>();

    /** How many answers were touched. */
    private final AtomicInteger touched = new AtomicInteger();

    private record Fault(int opcode, String text, int code, int count, boolean isCarriedOut) {
        boolean meets(byte[] request) {
            return request.length >= 8
                    && isOfKind(ByteBuffer.wrap(request).getInt(4))
                    && new String(request, StandardCharsets.ISO_8859_1).contains(text);
        }

        private boolean isOfKind(int asked) {
            return switch (opcode) {
                case ANY -> asked != ZooDefs.OpCode.ping;
                case ANY_CREATE -> CREATES.contains(asked);
                default -> asked == opcode;
            };
        }
    }

    FrameRelay(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spawn(this::acceptAll);
    }

    String connectString() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Touches the answers to the next requests of a kind whose bytes contain a text. */
    void touch(int opcode, String text, int code, int count) {
        touch(new Fault(opcode, text, code, count, code == SWALLOWED));
    }

    /** Replaces the answers to the next requests of a kind whose bytes contain a text; the server carries them out. */
    void misanswer(int opcode, String text, int code, int count) {
        touch(new Fault(opcode, text, code, count, true));
    }

    private void touch(Fault next) {
        touched.set(0);
        fault = next;
    }

    /** Holds back the next request of a kind whose bytes contain a text, and all that follow it on its connection. */
    void hold(int opcode, String text) {
        holding = new Fault(opcode, text, 0, 1, false);
    }

    /** Lets so many more writes pass, as if the client died before the next one; completes when that one comes. */
    CompletableFuture<Void> cutAfter(int writes) {
        writesLeft.set(writes);
        return cut;
    }

    /** Waits until such a request is held back. */
    void awaitHeld() throws InterruptedException {
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Lets the requests go that are held back; without one, none will be. */
    void letGo() {
        letGo.countDown();
    }

    int touched() {
        return touched.get();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(near);
                sockets.add(far);
                Map<Integer, Integer> codes = new ConcurrentHashMap<>();
                spawn(() -> pump(near, far, codes, true));
                spawn(() -> pump(far, near, codes, false));
            }
        } catch (IOException closed) {
            sockets.forEach(FrameRelay::closeQuietly);
        }
    }

    private void pump(Socket from, Socket to, Map<Integer, Integer> codes, boolean requests) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            for (boolean first = true; ; first = false) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                if (!first && requests) {
                    countWrite(frame);
                }
                byte[] passed = first ? frame : requests ? asked(frame, codes) : answered(frame, codes);
                if (passed.length > 0) {
                    byte[] whole = ByteBuffer.allocate(4 + passed.length)
                            .putInt(passed.length)
                            .put(passed)
                            .array();
                    out.write(whole);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one end has closed: so does the other
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void countWrite(byte[] request) throws IOException {
        boolean isWrite =
                request.length >= 8 && WRITES.contains(ByteBuffer.wrap(request).getInt(4));
        if (isWrite && writesLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            cut.complete(null);
            throw new IOException("no more writes pass");
        }
    }

    private void holdBack(byte[] request) {
        Fault here = holding;
        if (here != null && held.getCount() > 0 && here.meets(request)) {
            held.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private byte[] asked(byte[] request, Map<Integer, Integer> codes) {
        holdBack(request);
        Fault now = fault;
        if (now.meets(request) && touched.get() < now.count()) {
            touched.incrementAndGet();
            int xid = ByteBuffer.wrap(request).getInt(0);
            codes.put(xid, now.code());
            return now.isCarriedOut() ? request : harmless(xid);
        }
        return request;
    }

    /** A request in place of one that is not carried out. */
    private static byte[] harmless(int xid) {
        return ByteBuffer.allocate(14)
                .putInt(xid)
                .putInt(ZooDefs.OpCode.exists)
                .putInt(1)
                .put((byte) '/')
                .put((byte) 0)
                .array();
    }

    private static byte[] answered(byte[] answer, Map<Integer, Integer> codes) {
        Integer code = codes.remove(ByteBuffer.wrap(answer).getInt(0));
        if (code == null) {
            return answer;
        }
        return code == SWALLOWED
                ? new byte[0]
                : ByteBuffer.allocate(ERROR_AT + 4)
                        .put(answer, 0, ERROR_AT)
                        .putInt(code)
                        .array();
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "frame-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is over anyway
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
