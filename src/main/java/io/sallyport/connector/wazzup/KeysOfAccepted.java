package io.sallyport.connector.wazzup;

import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.IdempotencyStore;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Any refusal of Wazzup's frees a crmMessageId; what was taken is kept. */
public record KeysOfAccepted(IdempotencyStore keys) implements IdempotencyStore {

  @Override
  public Future<Boolean> isUsed(String channelId, IdempotencyKey key) {
    return keys.isUsed(channelId, key);
  }

  @Override
  public Future<Void> keep(String channelId, IdempotencyKey key, KeptAnswer answer) {
    return answer.status() < 300 ? keys.keep(channelId, key, answer) : keys.free(channelId, key);
  }

  @Override
  public Future<Void> free(String channelId, IdempotencyKey key) {
    return keys.free(channelId, key);
  }

  @Override
  public Future<@Nullable String> lose(String channelId, IdempotencyKey key) {
    return keys.lose(channelId, key);
  }
}
