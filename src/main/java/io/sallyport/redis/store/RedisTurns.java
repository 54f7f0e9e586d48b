package io.sallyport.redis.store;

import io.sallyport.link.Turns;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A key for each work, and one for each server, all of which end by themselves. */
public final class RedisTurns implements Turns {

  private final Scripts scripts;
  private final Duration timeout;
  private final String replica = UUID.randomUUID().toString();

  /**
   * The turns of one replica.
   *
   * @param timeout after which a call fails
   */
  public RedisTurns(Scripts scripts, Duration timeout) {
    this.scripts = scripts;
    this.timeout = timeout;
  }

  @Override
  public Future<Turn> take(String server, String work, Duration lease, Duration longestCall) {
    Call call =
        Script.TURN_TAKE
            .call()
            .key("lease", Keys.turnLease(server, work))
            .key("call", Keys.turnCall(server))
            .set("replica", replica)
            .set("lease_ms", lease.toMillis())
            .set("call_ms", longestCall.toMillis());
    return within(scripts.run(call)).map(reply -> turn(Script.TURN_TAKE.answer(reply)));
  }

  private static Turn turn(Answer answer) {
    return new Turn(answer.is("ours"), Duration.ofMillis(Math.max(0, answer.number("wait"))));
  }

  @Override
  public Future<Void> called(String server, Duration pause) {
    Request set =
        Request.cmd(Command.SET)
            .arg(Keys.turnCall(server))
            .arg(replica)
            .arg("PX")
            .arg(pause.toMillis());
    return within(scripts.redis().send(set)).mapEmpty();
  }

  @Override
  public Future<Void> hold(String server, String work, Duration lease) {
    Call call =
        Script.TURN_HOLD
            .call()
            .key("lease", Keys.turnLease(server, work))
            .set("replica", replica)
            .set("lease_ms", lease.toMillis());
    return within(scripts.run(call)).mapEmpty();
  }

  private <T> Future<T> within(Future<T> call) {
    return call.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
