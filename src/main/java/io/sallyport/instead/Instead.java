package io.sallyport.instead;

import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Send;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Another way than a refusal. */
public interface Instead {

  /**
   * What becomes of a send that was refused.
   *
   * @param respondAsync whether the caller wants it to wait rather than to be refused
   * @return null where this way is none for it; never fails
   */
  Future<@Nullable Decision> of(
      Send send, boolean respondAsync, Decision decision, Refusal refusal);
}
