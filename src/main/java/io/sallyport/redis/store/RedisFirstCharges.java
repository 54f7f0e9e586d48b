package io.sallyport.redis.store;

import io.sallyport.event.FirstCharges;
import io.sallyport.event.GatewayEvent.AiCharged;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** First charges on Redis: {@code <seconds> <wamid>} of the first, until it is told. */
public final class RedisFirstCharges implements FirstCharges {

  private static final String TOLD = "told";

  private final Redis redis;
  private final TimeLimit limit;

  /**
   * @param timeout after which a call fails
   */
  public RedisFirstCharges(Redis redis, Duration timeout) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Optional<AiCharged>> first(AiCharged charged) {
    String number = charged.phoneNumberId();
    Request set = set(number, charged.at().getEpochSecond() + " " + charged.wamid()).arg("NX");
    Request get = Request.cmd(Command.GET).arg(key(number));
    return limit
        .on(() -> redis.send(set))
        .chain(() -> limit.on(() -> redis.send(get)))
        .map(first -> read(number, first));
  }

  private static Optional<AiCharged> read(String number, Response first) {
    String[] words = first.toString().split(" ", 2);
    return words[0].equals(TOLD)
        ? Optional.empty()
        : Optional.of(
            new AiCharged(number, words[1], Instant.ofEpochSecond(Long.parseLong(words[0]))));
  }

  @Override
  public Uni<Void> told(String phoneNumberId) {
    return limit.on(() -> redis.send(set(phoneNumberId, TOLD))).replaceWithVoid();
  }

  private static Request set(String number, String value) {
    return Request.cmd(Command.SET)
        .arg(key(number))
        .arg(value)
        .arg("EX")
        .arg(TimesToLive.seconds(TimesToLive.SPEND));
  }

  private static String key(String number) {
    return Keys.told(number, "ai-charged");
  }
}
