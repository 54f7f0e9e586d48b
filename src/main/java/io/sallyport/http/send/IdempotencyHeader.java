package io.sallyport.http.send;

import io.sallyport.ledger.IdempotencyKey;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code Idempotency-Key}; the key is the value as it stands. */
final class IdempotencyHeader {

  private static final String NAME = "Idempotency-Key";

  private static final String BAD_KEY =
      "The Idempotency-Key must be 1 to "
          + IdempotencyKey.LONGEST
          + " printable characters, and stand once.";

  private IdempotencyHeader() {}

  /** What is wrong with it; empty when nothing is, or there is none. */
  static Optional<String> fault(HttpServerRequest request) {
    List<String> values = request.headers().getAll(NAME);
    return values.isEmpty() || (values.size() == 1 && isKey(values.get(0)))
        ? Optional.empty()
        : Optional.of(BAD_KEY);
  }

  private static boolean isKey(String value) {
    return !value.isEmpty()
        && value.length() <= IdempotencyKey.LONGEST
        && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /** The key; null without one. */
  static @Nullable String of(HttpServerRequest request) {
    return request.getHeader(NAME);
  }
}
