package io.pogo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries out the commands that a benchmark sends to a JVM of its own on standard input, and answers on standard
 * output.
 */
final class CommandLoop {
    /** The first word of the answer to a command that failed. */
    static final String FAILED = "FAILED";

    private static final int CALLERS = 4;

    private CommandLoop() {}

    /** The commands that this JVM supports. */
    interface Commands extends AutoCloseable {
        /** Carries out a command, and returns its result. */
        String carryOut(String verb, List<String> arguments) throws Exception;

        @Override
        void close();
    }

    /** Returns never: ends this JVM when it is told to close, or its standard input ends. */
    static void run(Commands commands) throws IOException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answer(NodeProcess.JOINED);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(ChaosNode.CLOSE)) {
                commands.close();
                Runtime.getRuntime().halt(0);
            }
            List<String> words = Arrays.asList(line.split(" ", -1));
            callers.execute(() -> answer(words.get(0) + " " + call(commands, words)));
        }
        Runtime.getRuntime().halt(1);
    }

    private static String call(Commands commands, List<String> words) {
        long began = System.nanoTime();
        try {
            String result = commands.carryOut(words.get(1), words.subList(2, words.size()));
            return began + " " + System.nanoTime() + " " + result;
        } catch (Exception e) {
            return FAILED + " " + e;
        }
    }

    private static synchronized void answer(String line) {
        System.out.println(line);
    }
}
