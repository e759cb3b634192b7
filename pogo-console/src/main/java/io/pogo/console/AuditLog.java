package io.pogo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of the web console: a line of JSON for each request to change something that showed a token of the
 * console's, done or not.
 *
 * <pre>{@code
 * {"at":"2026-03-01T09:30:00.123Z","scope":"my-app","token":"alice","from":"10.0.0.7","verb":"move",
 *  "child":"feed-7","node":"node-b","status":200}
 * }</pre>
 *
 * <p>The lines are ASCII: whatever a request brings cannot begin a new line or move a cursor. They go to a logger at
 * level INFO, and to a file if there is one, which is opened for each line so that it may be renamed at any time.
 */
final class AuditLog {
    /** The name of the logger unless another one is given. */
    static final String LOGGER = "io.pogo.audit";

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int LONGEST = 300;

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writer();

    private final Logger logger;
    private final @Nullable Path file;

    private AuditLog(String logger, @Nullable Path file) {
        this.logger = LoggerFactory.getLogger(logger);
        this.file = file;
    }

    /** Returns a log that goes to a logger. */
    static AuditLog to(String logger) {
        return new AuditLog(logger, null);
    }

    /**
     * Returns a log that goes to a logger and a file. A file that is made here only its owner may read.
     *
     * @throws IOException if the file cannot be written
     */
    static AuditLog to(String logger, Path file) throws IOException {
        append(file, "");
        return new AuditLog(logger, file);
    }

    /** Writes the line of a request that has been answered. */
    void record(Context request, String scope) {
        Guard.token(request).ifPresent(token -> write(line(request, scope, token)));
    }

    private static String line(Context request, String scope, Token token) {
        JsonNode asked = asked(request);
        ObjectNode json = Documents.object();
        json.put("at", Instant.now().toString()).put("scope", scope).put("token", token.name());
        json.put("from", request.ip());
        putIfText(json, "verb", asked.path("verb"));
        putIfText(json, "child", asked.has("child") ? asked.path("child") : asked.at("/spec/id"));
        putIfText(json, "node", asked.path("node"));
        json.put("status", request.statusCode());
        String error = Answers.error(request);
        if (error != null) {
            json.put("error", cut(error));
        }
        return text(json);
    }

    private static void putIfText(ObjectNode json, String field, JsonNode value) {
        if (value.isTextual()) {
            json.put(field, cut(value.textValue()));
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Returns the document that was sent; an empty one if it cannot be read, or is too large to be read. */
    private static JsonNode asked(Context request) {
        try {
            return Documents.MAPPER.readTree(request.body());
        } catch (JsonProcessingException | HttpResponseException e) {
            return Documents.object();
        }
    }

    private static String text(ObjectNode json) {
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private synchronized void write(String line) {
        if (file != null) {
            try {
                append(file, line + "\n");
            } catch (IOException e) {
                log.error("the audit log {} cannot be written: {}", file, Text.reason(e));
            }
        }
        try {
            logger.info(line);
        } catch (RuntimeException e) {
            // An appender that fails does not change the answer: what was asked for may have been done.
        }
    }

    private static void append(Path file, String text) throws IOException {
        if (Files.notExists(file)
                && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
