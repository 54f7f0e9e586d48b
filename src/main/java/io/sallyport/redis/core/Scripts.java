package io.sallyport.redis.core;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs scripts by their digest, one round trip each, or many of a number in one. A server that does
 * not know a script (new, restarted, failed over) is sent its source.
 */
public final class Scripts {

  private static final Pattern MENDED = Pattern.compile("] (NOSCRIPT|MOVED|ASK|TRYAGAIN) ");

  private final Redis redis;
  private final AtomicBoolean teaching;

  public Scripts(Redis redis) {
    this(redis, new AtomicBoolean());
  }

  private Scripts(Redis redis, AtomicBoolean teaching) {
    this.redis = redis;
    this.teaching = teaching;
  }

  /** The same, with another way to the same server. */
  public Scripts by(Redis way) {
    return new Scripts(way, teaching);
  }

  /** The server, for single commands. */
  public Redis redis() {
    return redis;
  }

  public Future<Response> run(Call call) {
    return redis
        .send(request(call))
        .recover(
            failure ->
                isUnknownScript(failure) ? runWithSource(call) : Future.failedFuture(failure));
  }

  /**
   * Runs calls that may be repeated, those of one number in their order and in one round trip. A
   * cluster takes only what one of its nodes has in a batch, so every number has its own.
   *
   * @return fails when any did; then some may have run
   */
  public Future<List<Response>> runAll(List<Call> calls) {
    Map<String, List<Call>> byTag = new LinkedHashMap<>();
    calls.forEach(call -> byTag.computeIfAbsent(tag(call), tag -> new ArrayList<>()).add(call));
    Map<String, Future<List<Response>>> batches = new LinkedHashMap<>();
    byTag.forEach((tag, batch) -> batches.put(tag, runBatch(batch)));
    return Future.join(List.copyOf(batches.values())).map(done -> inOrder(calls, batches));
  }

  private static String tag(Call call) {
    return Keys.tagOf(call.firstKey());
  }

  private static List<Response> inOrder(
      List<Call> calls, Map<String, Future<List<Response>>> batches) {
    Map<String, Iterator<Response>> answers = new HashMap<>();
    batches.forEach((tag, batch) -> answers.put(tag, batch.result().iterator()));
    return calls.stream().map(call -> next(answers, tag(call))).toList();
  }

  private static Response next(Map<String, Iterator<Response>> answers, String tag) {
    return Objects.requireNonNull(answers.get(tag), tag).next();
  }

  private Future<List<Response>> runBatch(List<Call> calls) {
    return redis
        .batch(calls.stream().map(Scripts::request).toList())
        .recover(
            failure ->
                isForSingleCalls(failure) ? runOneByOne(calls) : Future.failedFuture(failure));
  }

  private Future<List<Response>> runOneByOne(List<Call> calls) {
    List<Response> answers = new ArrayList<>(calls.size());
    Future<Void> done = Future.succeededFuture();
    for (Call call : calls) {
      done = done.compose(before -> run(call)).map(answers::add).mapEmpty();
    }
    return done.map(all -> answers);
  }

  /** In a cluster the scripts may go to another node than the call does. */
  private Future<Response> runWithSource(Call call) {
    if (Script.isOne(call.script())) {
      teach();
    }
    return redis.send(requestWithSource(call));
  }

  /** Sends all scripts, since the others will be unknown, too; one caller does it for all. */
  public void teach() {
    if (teaching.compareAndSet(false, true)) {
      redis
          .batch(
              Stream.of(Script.values())
                  .map(script -> Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.lua().source()))
                  .toList())
          .onComplete(done -> teaching.set(false));
    }
  }

  private static Request request(Call call) {
    Request request = Request.cmd(Command.EVALSHA).arg(call.script().sha1());
    call.addTo(request);
    return request;
  }

  private static Request requestWithSource(Call call) {
    Request request = Request.cmd(Command.EVAL).arg(call.script().source());
    call.addTo(request);
    return request;
  }

  /** Redis's own error class: the reply starts with the word NOSCRIPT. */
  private static boolean isUnknownScript(Throwable failure) {
    return failure instanceof ErrorType error && error.is("NOSCRIPT");
  }

  /**
   * What {@link #run}, or the client, mends for single calls: an unknown script, and a number that
   * is on another node of the cluster now, or on its way there. The client makes one error of those
   * of a batch, a line {@code ERR [<index>] <error>} each.
   */
  private static boolean isForSingleCalls(Throwable failure) {
    return failure instanceof ErrorType error && MENDED.matcher(error.toString()).find();
  }
}
