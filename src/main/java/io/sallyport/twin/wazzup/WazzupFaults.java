package io.sallyport.twin.wazzup;

import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** How the next messages go wrong. */
final class WazzupFaults {

  /** A fault. */
  enum Fault {
    /** The message is not taken and the connection closed. */
    RESET,
    /** It is taken and the connection closed. */
    TAKEN_AND_RESET,
    /** HTTP 429. */
    RATE_LIMITED,
    /** HTTP 500. */
    SERVER_ERROR,
    /** It is taken, and answered with Wazzup's word for an id that it knows. */
    REPEATED
  }

  private final Deque<Fault> next = new ArrayDeque<>();

  synchronized void add(String fault, int times) {
    for (int i = 0; i < times; i++) {
      next.addLast(Fault.valueOf(fault.toUpperCase(Locale.ROOT)));
    }
  }

  synchronized Optional<Fault> next() {
    return Optional.ofNullable(next.pollFirst());
  }

  synchronized void clear() {
    next.clear();
  }

  static void carryOut(Fault fault, HttpServerRequest request, Supplier<Future<Response>> regular) {
    switch (fault) {
      case RESET -> close(request);
      case TAKEN_AND_RESET -> {
        var unused = regular.get().onComplete(taken -> close(request));
      }
      case RATE_LIMITED -> error(429, "TOO_MANY_REQUESTS").writeTo(request.response());
      case SERVER_ERROR -> error(500, "UNKNOWN_ERROR").writeTo(request.response());
      case REPEATED -> {
        Response repeated = error(400, "repeatedCrmMessageId");
        var unused = regular.get().onSuccess(taken -> repeated.writeTo(request.response()));
      }
    }
  }

  private static void close(HttpServerRequest request) {
    var unused = request.connection().close();
  }

  private static Response error(int status, String code) {
    return new WazzupError(status, code, "Asked for by a test", JsonObject.of()).response();
  }
}
