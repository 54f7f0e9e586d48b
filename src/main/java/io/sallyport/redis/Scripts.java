package io.sallyport.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/**
 * Runs scripts by their digest, one round trip each. A server that does not know a script (new,
 * restarted, failed over) is sent its source.
 */
final class Scripts {

  private final Redis redis;

  Scripts(Redis redis) {
    this.redis = redis;
  }

  Future<Response> run(Script script, List<String> keys, List<String> arguments) {
    return redis
        .send(request(Command.EVALSHA, script.sha1(), keys, arguments))
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? redis.send(request(Command.EVAL, script.source(), keys, arguments))
                    : Future.failedFuture(failure));
  }

  private static Request request(
      Command command, String script, List<String> keys, List<String> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return request;
  }

  /** Redis's own error class: the reply starts with the word NOSCRIPT. */
  private static boolean isUnknownScript(Throwable failure) {
    return failure instanceof ErrorType error && error.is("NOSCRIPT");
  }
}
