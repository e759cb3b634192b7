package io.pogo.engine.base;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.CompletionException;

/** The wording of failures for people, without the names of classes and of ZooKeeper's codes. */
public final class Words {
    private Words() {}

    /** Returns a description of the failure in one line. */
    public static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "this process has no permission to read it";
        }
        if (cause instanceof CharacterCodingException) {
            return "it is not a text in UTF-8";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "unexpected: " + name(cause) : withoutClasses(message);
    }

    /** Returns the failure inside the wrappers that futures and file streams put around it. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean isWrapper = failure instanceof CompletionException || failure instanceof UncheckedIOException;
        return isWrapper && cause != null ? unwrapped(cause) : failure;
    }

    /** Removes the names of classes that libraries put before the messages of their causes. */
    private static String withoutClasses(String message) {
        return Printable.of(message.replaceAll("\\b(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: |\\b)", "")
                .strip());
    }

    /** Returns a name for a failure that has no message: {@code null pointer}. */
    private static String name(Throwable cause) {
        return cause.getClass()
                .getSimpleName()
                .replaceAll("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
