package io.sallyport.audit;

import io.sallyport.contact.Contact;
import io.sallyport.message.OutboundMessage;
import io.sallyport.send.Decision;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts, logs and stores every decision; whoever asked for the decision notes it here once. */
public final class Audit {

  private final ContactHash hash;
  private final Supplier<Instant> clock;
  private final Supplier<@Nullable String> trace;
  private final BiConsumer<@Nullable String, Decision> meters;
  private final Consumer<DecisionRecord> log;
  private final DecisionStore store;

  /**
   * @param meters told the number, which may be null, with each decision
   * @param trace id of the current trace; null when there is none
   */
  public Audit(
      ContactHash hash,
      Supplier<Instant> clock,
      Supplier<@Nullable String> trace,
      BiConsumer<@Nullable String, Decision> meters,
      Consumer<DecisionRecord> log,
      DecisionStore store) {
    this.hash = hash;
    this.clock = clock;
    this.trace = trace;
    this.meters = meters;
    this.log = log;
    this.store = store;
  }

  /** Notes a decision that a caller is answered with: a refusal gets an id. */
  public DecisionRecord answered(@Nullable String number, String client, Decision decision) {
    return note(number, client, decision.refusal() == null ? null : RefusalId.next(), decision);
  }

  /**
   * Notes a decision.
   *
   * @param number phone number id; null when it is not configured
   * @param client the caller's name; empty when it is not known
   * @param id the refusal's id; null when the send was not refused
   */
  public DecisionRecord note(
      @Nullable String number, String client, @Nullable String id, Decision decision) {
    meters.accept(number, decision);
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
      store.keep(one);
    }
    return one;
  }

  /** The contact's hash, as it stands in the log. */
  public String hashOf(Contact contact) {
    return hash.of(contact);
  }

  /** How these names stand in stored decisions: before 2026-12 only their hashes were stored. */
  public Set<String> asStored(Collection<Contact> names) {
    return names.stream()
        .flatMap(name -> Stream.of(name.id(), hash.of(name)))
        .collect(Collectors.toSet());
  }

  /** Removes the stored decisions about a contact; log lines already written stay. */
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    return store.forget(phoneNumberId, asStored(names));
  }
}
