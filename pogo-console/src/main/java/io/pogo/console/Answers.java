package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;

/** The responses of the server. */
final class Answers {
    private Answers() {}

    static void json(Context request, JsonNode document) {
        request.contentType("application/json").result(Documents.text(document));
    }

    /** Reports a failure in JSON, with the status that fits. */
    static void failure(RuntimeException failure, Context request) {
        int status = failure instanceof HttpResponseException refused ? refused.getStatus() : status(failure);
        request.status(status);
        json(request, Documents.object().put("error", Text.reason(failure)));
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
