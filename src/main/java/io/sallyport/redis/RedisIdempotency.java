package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.IdempotencyStore;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
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
  public RedisIdempotency(Redis redis, Duration timeout) {
    this.scripts = new Scripts(redis);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Void> keep(String phoneNumberId, IdempotencyKey key, KeptAnswer answer) {
    String type = answer.contentType() == null ? "" : answer.contentType();
    return ended(
            phoneNumberId,
            key,
            "keep",
            Integer.toString(answer.status()),
            type,
            Bytes.text(answer.body()))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> free(String phoneNumberId, IdempotencyKey key) {
    return ended(phoneNumberId, key, "free", "", "", "").replaceWithVoid();
  }

  @Override
  public Uni<@Nullable String> lose(String phoneNumberId, IdempotencyKey key) {
    return ended(phoneNumberId, key, "lose", "", "", "")
        .map(answer -> answer.toString().isEmpty() ? null : answer.toString());
  }

  private Uni<Response> ended(
      String number, IdempotencyKey key, String how, String status, String type, String body) {
    Call call = call(number, key, how, status, type, body);
    return limit.on(() -> scripts.run(call));
  }

  /** The call of {@link #free}. */
  static Call freeing(String number, IdempotencyKey key) {
    return call(number, key, "free", "", "", "");
  }

  private static Call call(
      String number, IdempotencyKey key, String how, String status, String type, String body) {
    return new Call(
        Script.KEY,
        List.of(Keys.idempotency(number, key.id())),
        List.of(key.nonce(), how, status, type, body, seconds(Lives.KEY)));
  }
}
