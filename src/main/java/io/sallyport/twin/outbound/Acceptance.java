package io.sallyport.twin.outbound;

import io.sallyport.twin.account.Accounts;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.sallyport.twin.people.Relationship;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.Wamid;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a well-formed message: what becomes of it is decided here and told later, since 200 means
 * accepted, not sent (platform-facts.md#answer-to-a-send).
 */
public final class Acceptance {
  private final TwinClock clock;
  private final Accounts accounts;
  private final People people;
  private final DeliveryRules rules;
  private final SentMessages sent;
  private final StatusFollowUp followUp;

  public Acceptance(
      TwinClock clock,
      Accounts accounts,
      People people,
      DeliveryRules rules,
      SentMessages sent,
      StatusFollowUp followUp) {
    this.clock = clock;
    this.accounts = accounts;
    this.people = people;
    this.rules = rules;
    this.sent = sent;
    this.followUp = followUp;
  }

  /** Empty if the account is not allowed to send it. */
  public Optional<AcceptedMessage> accept(Send send) {
    Person person = people.of(send.contact());
    Relationship relationship = person.with(send.number());
    Instant now = clock.now();
    // A free-form message outside the window is not begun by the business: it fails as always.
    boolean businessInitiated = !relationship.windowOpen(now) && !send.needsWindow();
    if (accounts.refuses(send.number().wabaId(), businessInitiated, now)) {
      return Optional.empty();
    }
    Recipient recipient = Recipient.of(send.contact(), person.names());
    DeliveryResult result = rules.resultOf(send, relationship, now);
    AcceptedMessage accepted =
        new AcceptedMessage(Wamid.next(), send, person, recipient, result, now);
    sent.add(accepted.view());
    followUp.follow(accepted);
    return Optional.of(accepted);
  }
}
