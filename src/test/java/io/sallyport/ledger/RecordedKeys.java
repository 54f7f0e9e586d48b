package io.sallyport.ledger;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link IdempotencyStore} that remembers what it was told: {@code keep 200}, {@code free}, …
 */
public final class RecordedKeys implements IdempotencyStore {

  private final List<String> told = new ArrayList<>();

  public List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public Future<Boolean> isUsed(String phoneNumberId, IdempotencyKey key) {
    return Future.succeededFuture(false);
  }

  @Override
  public Future<Void> keep(String phoneNumberId, IdempotencyKey key, KeptAnswer answer) {
    return noted("keep " + answer.status());
  }

  @Override
  public Future<Void> free(String phoneNumberId, IdempotencyKey key) {
    return noted("free");
  }

  @Override
  public Future<@Nullable String> lose(String phoneNumberId, IdempotencyKey key) {
    return noted("lose");
  }

  private <T> Future<T> noted(String what) {
    told.add(what);
    return Future.succeededFuture();
  }
}
