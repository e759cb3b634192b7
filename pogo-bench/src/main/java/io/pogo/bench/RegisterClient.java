package io.pogo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes to the {@link FencedRegister}. Only the register knows whether a write was accepted, and logs it. */
final class RegisterClient {
    private static final int PATIENCE_MILLIS = 2_000;

    private final int port;

    RegisterClient(int port) {
        this.port = port;
    }

    void write(String process, String child, long token, int incarnation) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String line = process + " " + child + " 0x" + Long.toHexString(token) + " " + incarnation + "\n";
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            int unused = socket.getInputStream().read();
        } catch (IOException e) {
            System.err.println("the register was not reached: " + e);
        }
    }
}
