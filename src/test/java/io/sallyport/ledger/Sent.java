package io.sallyport.ledger;

import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A send Meta took, and what it said of it since. */
final class Sent {

  private final Reservation reservation;
  private final String wamid;
  private final Charge expected;
  private @Nullable Price price;
  private boolean failed;
  private boolean opened;
  private boolean done;
  private boolean contradicted;

  /** What is counted in the spend: a message, or what one participant of a group costs. */
  record Charged(
      @Nullable String country,
      Category category,
      boolean billable,
      boolean expected,
      boolean priced,
      boolean fromQuota) {}

  final GroupFate group = new GroupFate();

  Sent(Reservation reservation, String wamid, Charge expected) {
    this.reservation = reservation;
    this.wamid = wamid;
    this.expected = expected;
  }

  boolean is(String otherWamid) {
    return wamid.equals(otherWamid);
  }

  Instant at() {
    return reservation.at();
  }

  /** As it was sent. */
  Category category() {
    return reservation.billing().category();
  }

  boolean isToGroup() {
    return reservation.contact().isGroup();
  }

  List<Charged> charges() {
    if (isToGroup()) {
      return group.charges(this);
    }
    return failed ? List.of() : List.of(charged(country(), price));
  }

  /** By Meta's word, or as expected where there is none. */
  Charged charged(@Nullable String country, @Nullable Price price) {
    Category billed = price == null || price.category() == null ? category() : price.category();
    boolean billable = price == null ? expected.isBillable() : price.kind() == Price.Kind.REGULAR;
    boolean fromQuota = expected == Charge.FREE_QUOTA && !billable;
    return new Charged(country, billed, billable, expected.isBillable(), price != null, fromQuota);
  }

  @Nullable String country() {
    return reservation.contact().country();
  }

  Window.State window() {
    return reservation.window();
  }

  Charge expected() {
    return expected;
  }

  void opens() {
    opened = true;
  }

  /** Whether it opened a conversation. */
  boolean hasOpened() {
    return opened;
  }

  void fail() {
    failed = true;
  }

  boolean isFailed() {
    return failed;
  }

  void price(Price metas) {
    price = metas;
  }

  boolean isPriced() {
    return price != null;
  }

  boolean isPricedFree() {
    return price != null && price.kind() == Price.Kind.FREE_ENTRY_POINT;
  }

  /** The rule that would have refused it, told once. */
  @Nullable Reason contradicts() {
    Reason observed = contradicted ? null : reservation.observed();
    contradicted = true;
    return observed;
  }

  void reported(boolean delivered) {
    done = done || (delivered && isPriced());
  }

  /** Nothing is to be heard of it any more. */
  boolean isDone() {
    return done || group.isHeardOf();
  }
}
