package io.sallyport.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs scripts by their digest, one round trip each, or many in one. A server that does not know a
 * script (new, restarted, failed over) is sent its source.
 */
final class Scripts {

  /** One call of a script. */
  record Call(Script script, List<String> keys, List<String> arguments) {}

  private final Redis redis;

  Scripts(Redis redis) {
    this.redis = redis;
  }

  Future<Response> run(Call call) {
    return redis
        .send(request(call))
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? teach().compose(known -> redis.send(requestWithSource(call)))
                    : Future.failedFuture(failure));
  }

  /**
   * Runs calls that may be repeated, in their order, on one connection.
   *
   * @return fails when any did; then some may have run
   */
  Future<List<Response>> runAll(List<Call> calls) {
    return redis
        .batch(calls.stream().map(Scripts::request).toList())
        .recover(
            failure ->
                hasUnknownScript(failure)
                    ? teach().compose(known -> redis.batch(withSources(calls)))
                    : Future.failedFuture(failure));
  }

  /**
   * Sends all scripts, so that hardly ever only a part of a batch is known, and runs twice. In a
   * cluster this may go to another server than the calls do, so they take their sources along.
   */
  private Future<Void> teach() {
    return redis
        .batch(
            Stream.of(Script.values())
                .map(script -> Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.source()))
                .toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** The first call of each script has its source; the server remembers it for the others. */
  private static List<Request> withSources(List<Call> calls) {
    Set<Script> known = EnumSet.noneOf(Script.class);
    return calls.stream()
        .map(call -> known.add(call.script()) ? requestWithSource(call) : request(call))
        .toList();
  }

  private static Request request(Call call) {
    return filled(Request.cmd(Command.EVALSHA).arg(call.script().sha1()), call);
  }

  private static Request requestWithSource(Call call) {
    return filled(Request.cmd(Command.EVAL).arg(call.script().source()), call);
  }

  private static Request filled(Request request, Call call) {
    request.arg(call.keys().size());
    call.keys().forEach(request::arg);
    call.arguments().forEach(request::arg);
    return request;
  }

  /** Redis's own error class: the reply starts with the word NOSCRIPT. */
  private static boolean isUnknownScript(Throwable failure) {
    return failure instanceof ErrorType error && error.is("NOSCRIPT");
  }

  /** The client makes one error of those of a batch, a line {@code ERR [<index>] <error>} each. */
  private static boolean hasUnknownScript(Throwable failure) {
    return failure instanceof ErrorType error && error.toString().contains("] NOSCRIPT ");
  }
}
