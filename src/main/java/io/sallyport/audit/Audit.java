package io.sallyport.audit;

import io.sallyport.admission.Decision;
import io.sallyport.contact.Contact;
import io.sallyport.message.OutboundMessage;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Told of every decision, once, by whoever asked for it: counts, logs and keeps it. */
public final class Audit {

  private final ContactHash hash;
  private final Supplier<Instant> clock;
  private final Supplier<@Nullable String> trace;
  private final Consumer<Decision> meters;
  private final Consumer<DecisionRecord> log;
  private final DecisionStore store;

  /**
   * An audit.
   *
   * @param trace id of the trace under way; null when there is none
   */
  public Audit(
      ContactHash hash,
      Supplier<Instant> clock,
      Supplier<@Nullable String> trace,
      Consumer<Decision> meters,
      Consumer<DecisionRecord> log,
      DecisionStore store) {
    this.hash = hash;
    this.clock = clock;
    this.trace = trace;
    this.meters = meters;
    this.log = log;
    this.store = store;
  }

  /**
   * Notes a decision.
   *
   * @param number phone number id; null when it is not one of ours
   * @param client who sent; empty when that is not known
   * @param id of the refusal, if it is one
   */
  public void note(@Nullable String number, String client, @Nullable String id, Decision decision) {
    meters.accept(decision);
    OutboundMessage message = decision.message();
    Contact contact = message == null ? null : message.contact();
    DecisionRecord one =
        new DecisionRecord(
            clock.get(),
            id,
            number,
            client,
            contact == null ? null : hash.of(contact),
            trace.get(),
            decision);
    log.accept(one);
    if (number != null) {
      store.keep(number, one);
    }
  }

  /** A contact's name as records have it. */
  public String hashOf(Contact contact) {
    return hash.of(contact);
  }

  /** What was decided about a contact is forgotten; logs that were written are not reached. */
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    return store.forget(phoneNumberId, names.stream().map(hash::of).collect(Collectors.toSet()));
  }
}
