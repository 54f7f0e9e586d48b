package io.sallyport.twin.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tasks about one subject run one after the other, those about different subjects do not wait. */
final class Queues {
  private final Map<Object, Future<Integer>> last = new HashMap<>();

  /** Starts when everything asked before for the subject has ended, however it ended. */
  Future<Integer> inOrder(Object subject, Supplier<Future<Integer>> task) {
    Promise<Integer> promise = Promise.promise();
    Future<Integer> done = promise.future();
    Future<Integer> before = putLast(subject, done);
    done.onComplete(ended -> forget(subject, done));
    before.otherwise(0).compose(ended -> task.get()).onComplete(promise);
    return done;
  }

  private Future<Integer> putLast(Object subject, Future<Integer> done) {
    synchronized (last) {
      Future<Integer> before = last.put(subject, done);
      return before == null ? Future.succeededFuture(0) : before;
    }
  }

  private void forget(Object subject, Future<Integer> done) {
    synchronized (last) {
      last.remove(subject, done);
    }
  }
}
