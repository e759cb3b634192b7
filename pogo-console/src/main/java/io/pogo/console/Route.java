package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request of the API, as the OpenAPI document describes it.
 *
 * @param method the HTTP method
 * @param path the path
 * @param parameter the only query parameter, which must be there; null if there is none
 * @param handler the code that answers
 */
record Route(HandlerType method, String path, @Nullable String parameter, Handler handler) {
    /** A request without a parameter. */
    static Route get(String path, Supplier<? extends JsonNode> answer) {
        return get(path, request -> Answers.json(request, answer.get()));
    }

    /** A request whose answer needs the value of one parameter, and sees nothing else of the request. */
    static Route get(String path, String parameter, Function<String, ? extends JsonNode> answer) {
        return new Route(HandlerType.GET, path, parameter, request -> {
            String value = request.queryParam(parameter);
            if (value == null) {
                throw new IllegalArgumentException("the request needs " + parameter);
            }
            Answers.json(request, answer.apply(value));
        });
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, null, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, null, handler);
    }
}
