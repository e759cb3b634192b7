package io.pogo.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a ZooKeeper server about itself. */
final class FourLetterWord {
    private static final int ASK_MILLIS = 400;

    private FourLetterWord() {}

    /** Returns the answer of the server on this port. */
    static String ask(int port, String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ASK_MILLIS);
            socket.setSoTimeout(ASK_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** The rest of the first line that begins so; empty if there is none, or the server does not answer. */
    static Optional<String> ask(int port, String word, String line) {
        try {
            return ask(port, word)
                    .lines()
                    .filter(answer -> answer.startsWith(line))
                    .map(answer -> answer.substring(line.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
