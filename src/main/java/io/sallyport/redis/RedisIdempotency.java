package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.IdempotencyStore;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Idempotency-Keys on Redis; admit.lua takes them, and proof.lua hears of them. */
public final class RedisIdempotency implements IdempotencyStore {

  private final Scripts scripts;
  private final Duration timeout;

  /**
   * @param timeout after which the end of a send is not kept; then its key is unknown in time
   */
  public RedisIdempotency(Redis redis, Duration timeout) {
    this.scripts = new Scripts(redis);
    this.timeout = timeout;
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
            text(answer.body()))
        .replaceWithVoid();
  }

  /** Any bytes, each as a character. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
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
    return Uni.createFrom()
        .deferred(
            () ->
                UniHelper.toUni(
                    scripts.run(call).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)));
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
