package io.pogo.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: {@code pogo --connect zk:2181 --scope my-app status}. {@code --help} lists the commands and
 * options; the exit code reports the outcome.
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

    /** Returns a writer that does not use System.out, which hides that its reader has gone away. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new PogoCommand(terminal));
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(false);
        line.addSubcommand(completion);
        line.registerConverter(Duration.class, text -> converted(text, Text::duration));
        line.registerConverter(int.class, PogoMain::number);
        line.registerConverter(Integer.class, PogoMain::number);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        Map<String, String> codes = new LinkedHashMap<>();
        Stream.of(ExitCode.values()).forEach(code -> codes.put(" " + code.number(), code.meaning()));
        line.getCommandSpec().usageMessage().exitCodeList(codes);
        line.getSubcommands().values().forEach(PogoMain::withoutExitCodes);
        line.setParameterExceptionHandler(PogoMain::reportMisuse);
        line.setExecutionExceptionHandler((failure, failed, result) -> {
            failed.getErr().println("pogo: " + Text.printable(Text.reason(failure)));
            return ExitCode.of(failure).number();
        });
        return line;
    }

    private static int number(String text) {
        return converted(text, digits -> {
            try {
                return Integer.valueOf(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("\"" + digits + "\" is no whole number", e);
            }
        });
    }

    /** Converts an option's value; the message of a failure is shown as it is. */
    private static <T> T converted(String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The list of exit codes stands in the help of pogo itself. */
    private static void withoutExitCodes(CommandLine command) {
        command.getCommandSpec().usageMessage().exitCodeListHeading("");
    }

    /** Prints one line with the error and the place of the help; the whole help would hide the error. */
    private static int reportMisuse(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String message = Text.printable(Text.reason(misuse))
                .replace("option option", "option")
                .replace("is not a boolean", "is neither true nor false");
        List<String> similar =
                misuse instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        command.getErr()
                .println("pogo: " + message + (similar.isEmpty() ? "" : "; did you mean " + similar.get(0) + "?")
                        + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE.number();
    }
}
