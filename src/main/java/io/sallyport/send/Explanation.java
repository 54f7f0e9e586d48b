package io.sallyport.send;

import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Estimate;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.rule.Ruling.Outcome;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a send would get, and why.
 *
 * @param message null when the body could not be read
 * @param category null when it is not known; for control calls too
 * @param window the contact's; null when there is no contact
 * @param rulings every rule's, in the order they are applied
 * @param price what it would cost, if it were let out
 * @param isFirstContact whether the contact never wrote and was never written to, as far as is
 *     known
 */
public record Explanation(
    @Nullable OutboundMessage message,
    @Nullable Category category,
    @Nullable Window window,
    List<Ruling> rulings,
    Estimate price,
    boolean isFirstContact) {

  public Explanation {
    rulings = List.copyOf(rulings);
  }

  /** The same send, ruled on otherwise. */
  Explanation with(List<Ruling> otherRulings) {
    return new Explanation(message, category, window, otherRulings, price, isFirstContact);
  }

  /** Null when the body could not be read. */
  public @Nullable SendClass sendClass() {
    return message == null ? null : message.sendClass();
  }

  /** What it would cost, in the rate card's currency; null when the price is not known. */
  public @Nullable BigDecimal amount() {
    return price.amount();
  }

  /** The first rule that refuses; null when it would be forwarded. */
  public @Nullable Reason refusing() {
    return first(Outcome.REFUSE);
  }

  /** The first rule that is observed only, and would refuse. */
  public @Nullable Reason observed() {
    return first(Outcome.WOULD_REFUSE);
  }

  private @Nullable Reason first(Outcome outcome) {
    return rulings.stream()
        .filter(ruling -> ruling.outcome() == outcome)
        .map(Ruling::reason)
        .findFirst()
        .orElse(null);
  }
}
