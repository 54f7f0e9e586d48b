package io.sallyport.redis.core;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs steps, each to where its contact's record is. */
public final class ContactScripts {

  /** Aliases of aliases come from names learned in a bad order; more than a few are a bug. */
  private static final int MOST_HOPS = 16;

  /** Calls that go to Redis in one piece: sends must get their turn in between. */
  private static final int AT_ONCE = 64;

  private final Scripts scripts;

  public ContactScripts(Scripts scripts) {
    this.scripts = scripts;
  }

  /** One step; in the common case one round trip. */
  public Future<Void> run(Step step) {
    return run(step, MOST_HOPS);
  }

  private Future<Void> run(Step step, int hops) {
    return scripts
        .run(step.call())
        .compose(answer -> step.isDone(answer) ? Future.succeededFuture() : again(step, hops));
  }

  private Future<Void> again(Step step, int hops) {
    return hops == 0 ? Future.failedFuture("names lead in a circle") : run(step, hops - 1);
  }

  /**
   * Steps that may be repeated, in their order; each attempt of a piece is given to {@code limit}.
   */
  public Future<Void> runAll(
      List<Step> steps, Function<Future<List<Response>>, Future<List<Response>>> limit) {
    Future<Void> done = Future.succeededFuture();
    for (int from = 0; from < steps.size(); from += AT_ONCE) {
      List<Step> piece = steps.subList(from, Math.min(steps.size(), from + AT_ONCE));
      done = done.compose(before -> piece(piece, limit, MOST_HOPS));
    }
    return done;
  }

  private Future<Void> piece(
      List<Step> steps, Function<Future<List<Response>>, Future<List<Response>>> limit, int hops) {
    return limit
        .apply(scripts.runAll(steps.stream().map(Step::call).toList()))
        .compose(
            answers -> {
              List<Step> left = new ArrayList<>();
              for (int i = 0; i < answers.size(); i++) {
                if (!steps.get(i).isDone(answers.get(i))) {
                  left.add(steps.get(i));
                }
              }
              if (left.isEmpty()) {
                return Future.succeededFuture();
              }
              return hops == 0
                  ? Future.failedFuture("names lead in a circle")
                  : piece(left, limit, hops - 1);
            });
  }
}
