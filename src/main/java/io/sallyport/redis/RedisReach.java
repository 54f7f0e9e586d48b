package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Reach;
import io.sallyport.contact.Contact;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The contacts reached by portfolios, on Redis; each portfolio has a hash tag of its own. */
public final class RedisReach implements Reach {

  private static final Duration COUNTS_FOR = Duration.ofHours(24);

  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a call fails
   */
  public RedisReach(Redis redis, Supplier<Duration> clockOffset, Duration timeout) {
    this.scripts = new Scripts(redis);
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<@Nullable Instant> take(String portfolio, Contact contact, String id, long most) {
    return run(portfolio, "take", id, contact.id(), most).map(RedisReach::time);
  }

  @Override
  public Uni<@Nullable Instant> look(String portfolio, Contact contact, long most) {
    return run(portfolio, "look", "", contact.id(), most).map(RedisReach::time);
  }

  private static @Nullable Instant time(Response answer) {
    return AdmitReply.seconds(answer);
  }

  @Override
  public Uni<Void> keep(String portfolio, String id, String wamid) {
    return run(portfolio, "keep", id, Marks.of(wamid), 0).replaceWithVoid();
  }

  @Override
  public Uni<Void> giveBack(String portfolio, String id) {
    return run(portfolio, "give", id, "", 0).replaceWithVoid();
  }

  @Override
  public Uni<Void> failed(String portfolio, String wamid) {
    return run(portfolio, "give", Marks.of(wamid), "", 0).replaceWithVoid();
  }

  private Uni<Response> run(String portfolio, String what, String send, String other, long most) {
    Call call =
        new Call(
            Script.REACH,
            Keys.reach(portfolio),
            List.of(clock.offset(), what, send, other, Long.toString(most), seconds(COUNTS_FOR)));
    return limit.on(() -> scripts.run(call));
  }
}
