package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.jspecify.annotations.Nullable;

/** The responses of the server. */
final class Answers {
    static final String JSON = "application/json";

    /** The attribute of a request that holds the reason of its failure. */
    private static final String ERROR = "io.pogo.console.error";

    private Answers() {}

    static void json(Context request, JsonNode document) {
        request.contentType(JSON).result(Documents.text(document));
    }

    /** Reports a failure in JSON, with the status that fits. */
    static void failure(RuntimeException failure, Context request) {
        int status = failure instanceof HttpResponseException refused ? refused.getStatus() : status(failure);
        request.status(status);
        String reason = Text.reason(failure);
        request.attribute(ERROR, reason);
        json(request, Documents.object().put("error", reason));
    }

    /** Returns the reason that a request has failed with, or null if it has not. */
    static @Nullable String error(Context request) {
        return request.attribute(ERROR);
    }

    private static int status(RuntimeException failure) {
        return switch (ExitCode.of(failure)) {
            case USAGE -> 400;
            case NOT_FOUND -> 404;
            case REFUSED -> 409;
            case UNAVAILABLE -> 503;
            case INDETERMINATE -> 504;
            default -> 500;
        };
    }
}
