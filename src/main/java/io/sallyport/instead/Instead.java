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
   * @param preferences what the caller wants rather than a refusal
   * @return null where this way is none for it; never fails
   */
  Future<@Nullable Decision> of(
      Send send, Preferences preferences, Decision decision, Refusal refusal);
}
