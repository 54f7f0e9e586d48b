package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Observation.Price;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the model heard of a message to a group: of all of it, and of each participant. */
final class GroupFate {

  private static final class Heard {
    boolean delivered;
    boolean failed;
    @Nullable Price price;

    boolean isOfConsequence() {
      return delivered || failed;
    }
  }

  private final Heard all = new Heard();
  private final Map<Contact, Heard> participants = new HashMap<>();
  private boolean heard;

  private Heard of(@Nullable Contact participant) {
    heard = true;
    return participant == null
        ? all
        : participants.computeIfAbsent(participant, one -> new Heard());
  }

  boolean isHeardOf() {
    return heard;
  }

  void reported(@Nullable Contact participant, boolean delivered, @Nullable Price price) {
    Heard one = of(participant);
    one.delivered = one.delivered || delivered;
    one.price = one.price == null ? price : one.price;
  }

  /** Answers whether that is news: who got it got it. */
  boolean failed(@Nullable Contact participant) {
    Heard one = of(participant);
    boolean news = !one.isOfConsequence();
    one.failed = true;
    return news;
  }

  /** Meta's word on what the participant costs, or all. */
  @Nullable Price price(@Nullable Contact participant) {
    Heard one = of(participant);
    return one.price == null ? all.price : one.price;
  }

  /**
   * Those it was delivered to; as long as none of them is heard of, the message stands for them.
   */
  List<Sent.Charged> charges(Sent send) {
    if (participants.values().stream().anyMatch(Heard::isOfConsequence)) {
      return participants.keySet().stream()
          .filter(one -> of(one).delivered)
          .map(one -> send.charged(one.country(), price(one)))
          .toList();
    }
    return all.failed && !all.delivered
        ? List.of()
        : List.of(send.charged(send.country(), all.price));
  }
}
