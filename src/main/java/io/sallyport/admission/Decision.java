package io.sallyport.admission;

import io.sallyport.contact.Window;
import io.sallyport.message.SendClass;
import io.sallyport.policy.Refusal;
import io.sallyport.template.Category;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send.
 *
 * @param sendClass null when the body could not be read
 * @param category null when it is not known; for control calls too
 * @param window the contact's window, when the ledger was asked
 * @param observed why it would have been refused, were that rule enforced
 * @param quota what is left of the rate that is nearest to its end, when the ledger said
 */
public record Decision(
    @Nullable SendClass sendClass,
    @Nullable Category category,
    @Nullable Window window,
    @Nullable Refusal observed,
    @Nullable Quota quota,
    Ending ending) {

  /** What became of a send whose rates nobody asked for. */
  public Decision(
      @Nullable SendClass sendClass,
      @Nullable Category category,
      @Nullable Window window,
      @Nullable Refusal observed,
      Ending ending) {
    this(sendClass, category, window, observed, null, ending);
  }
}
