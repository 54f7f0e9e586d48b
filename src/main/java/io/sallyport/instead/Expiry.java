package io.sallyport.instead;

import io.sallyport.instead.HeldSends.Expired;
import io.vertx.core.Future;

/** Ends what nobody let go in time, and tells CRMs so: at least once, and of what did not leave. */
public final class Expiry {

  /** Whoever tells CRMs. */
  @FunctionalInterface
  public interface News {

    /** Fails unless it is queued for all who want it; told twice it is the same. */
    Future<Void> tell(String phoneNumberId, Expired expired);
  }

  private final HeldSends waiting;
  private final News news;

  public Expiry(HeldSends waiting, News news) {
    this.waiting = waiting;
    this.news = news;
  }

  /** Ends what is over of a number; never fails. */
  Future<?> run(String number) {
    return waiting
        .ended(number)
        .compose(ids -> Future.join(ids.stream().map(id -> expire(number, id)).toList()))
        .otherwiseEmpty();
  }

  private Future<Void> expire(String number, String id) {
    return waiting
        .expire(number, id)
        .compose(
            expired ->
                expired == null
                    ? Future.succeededFuture()
                    : news.tell(number, expired).compose(queued -> waiting.told(number, id)));
  }
}
