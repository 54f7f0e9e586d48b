package io.sallyport.redis.store;

import static io.sallyport.redis.core.TimesToLive.seconds;

import io.sallyport.link.Links;
import io.sallyport.redis.core.Keys;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A string for each name. */
public final class RedisLinks implements Links {

  private final Redis redis;
  private final Duration timeout;

  /**
   * The links.
   *
   * @param timeout after which a call fails
   */
  public RedisLinks(Redis redis, Duration timeout) {
    this.redis = redis;
    this.timeout = timeout;
  }

  @Override
  public Future<Void> put(String owner, String name, String value, Duration life) {
    return run(Request.cmd(Command.SET)
            .arg(Keys.link(owner, name))
            .arg(value)
            .arg("EX")
            .arg(seconds(life)))
        .mapEmpty();
  }

  @Override
  public Future<@Nullable String> find(String owner, String name) {
    return run(Request.cmd(Command.GET).arg(Keys.link(owner, name)))
        .map(found -> found == null ? null : found.toString());
  }

  @Override
  public Future<@Nullable String> findAndKeep(String owner, String name, Duration life) {
    return run(Request.cmd(Command.GETEX).arg(Keys.link(owner, name)).arg("EX").arg(seconds(life)))
        .map(found -> found == null ? null : found.toString());
  }

  @Override
  public Future<Boolean> claim(String owner, String name, Duration life) {
    return run(Request.cmd(Command.SET)
            .arg(Keys.link(owner, name))
            .arg("")
            .arg("NX")
            .arg("PX")
            .arg(life.toMillis()))
        .map(done -> done != null);
  }

  @Override
  public Future<Void> forget(String owner, String name) {
    return run(Request.cmd(Command.DEL).arg(Keys.link(owner, name))).mapEmpty();
  }

  private Future<@Nullable Response> run(Request request) {
    return redis.send(request).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
