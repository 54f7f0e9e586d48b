package io.sallyport.redis.ledger;

import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Idempotency-Keys on Redis; admit.lua takes them, and proof.lua hears of them. */
public final class RedisIdempotency implements IdempotencyStore {

  private final Scripts scripts;
  private final TimeLimit limit;

  /**
   * The keys.
   *
   * @param timeout after which the end of a send is not kept; its key is taken for lost when its
   *     lease is over
   */
  public RedisIdempotency(Scripts scripts, Duration timeout) {
    this.scripts = scripts;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Boolean> isUsed(String phoneNumberId, IdempotencyKey key) {
    Request exists = Request.cmd(Command.EXISTS).arg(Keys.idempotency(phoneNumberId, key.id()));
    return limit.of(scripts.redis().send(exists)).map(answer -> answer.toInteger() == 1);
  }

  @Override
  public Future<Void> keep(String phoneNumberId, IdempotencyKey key, KeptAnswer answer) {
    Call call =
        ended(phoneNumberId, key, "keep")
            .set("status", answer.status())
            .set("type", answer.contentType() == null ? "" : answer.contentType())
            .set("body", Bytes.text(answer.body()));
    return limit.of(scripts.run(call)).mapEmpty();
  }

  @Override
  public Future<Void> free(String phoneNumberId, IdempotencyKey key) {
    Call call = freeing(phoneNumberId, key);
    return limit.of(scripts.run(call)).mapEmpty();
  }

  @Override
  public Future<@Nullable String> lose(String phoneNumberId, IdempotencyKey key) {
    Call call = ended(phoneNumberId, key, "lose");
    return limit
        .of(scripts.run(call))
        .map(answer -> answer.toString().isEmpty() ? null : answer.toString());
  }

  /** The call of {@link #free}. */
  static Call freeing(String number, IdempotencyKey key) {
    return ended(number, key, "free");
  }

  private static Call ended(String number, IdempotencyKey key, String how) {
    return Script.KEY
        .call()
        .key("record", Keys.idempotency(number, key.id()))
        .set("nonce", key.nonce())
        .set("how", how);
  }
}
