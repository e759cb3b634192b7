package io.pogo.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/**
 * The command line: {@code pogo --connect zk:2181 --scope my-app status}. {@code --help} tells the rest; the exit code says what
 * happened.
 */
public final class PogoMain {
    private PogoMain() {}

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "pogo-console-logback.xml");
        }
        CommandLine line = commandLine(Terminal.ofProcess());
        line.setOut(writer(FileDescriptor.out));
        line.setErr(writer(FileDescriptor.err));
        int code = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        System.exit(code);
    }

    /** Not by way of System.out, which hides that its reader has gone away. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new PogoCommand(terminal));
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(false);
        line.addSubcommand(completion);
        line.registerConverter(Duration.class, Text::duration);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        Map<String, String> codes = new LinkedHashMap<>();
        Stream.of(ExitCode.values()).forEach(code -> codes.put(" " + code.number(), code.meaning()));
        line.getCommandSpec().usageMessage().exitCodeList(codes);
        line.setExecutionExceptionHandler((failure, failed, result) -> {
            PrintWriter err = failed.getErr();
            err.println("pogo: " + Text.printable(String.valueOf(failure.getMessage())));
            return ExitCode.of(failure).number();
        });
        return line;
    }
}
