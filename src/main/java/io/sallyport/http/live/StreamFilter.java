package io.sallyport.http.live;

import io.sallyport.account.Client;
import io.sallyport.account.Numbers;
import io.sallyport.audit.DecisionFilter;
import io.sallyport.contact.Contact;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.ContactStates;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from a query which decisions are wanted; a client gets its own only. */
@Singleton
final class StreamFilter {

  /** What a request asks for. */
  sealed interface Asked {}

  /** Decisions that it may see. */
  record Wanted(DecisionFilter filter) implements Asked {}

  /** What it may not have, or cannot be read. */
  record Refused(Refusal refusal) implements Asked {}

  private final Permissions permissions;
  private final Numbers numbers;
  private final ContactStates contacts;

  StreamFilter(Permissions permissions, Numbers numbers, ContactStates contacts) {
    this.permissions = permissions;
    this.numbers = numbers;
    this.contacts = contacts;
  }

  /**
   * What a request wants.
   *
   * @return fails when the store did not answer
   */
  Future<Asked> of(HttpServerRequest request, Caller caller) {
    String number = request.getParam("number");
    Refusal refusal = number == null ? null : permissions.refusalOfAny(caller, number);
    String client = request.getParam("client");
    Client own = caller instanceof Caller.Known known ? known.client() : null;
    if (refusal == null && own != null && client != null && !client.equals(own.name())) {
      refusal =
          Refusal.of(
              Reason.FORBIDDEN_NUMBER, "A client sees its own decisions, not " + client + "'s.");
    }
    if (refusal != null) {
      return refused(refusal);
    }
    DecisionFilter wanted =
        new DecisionFilter(
            number != null ? Set.of(number) : own == null ? null : own.numbers(),
            own == null ? client : own.name(),
            request.getParam("reason"),
            null);
    String contact = request.getParam("contact");
    return contact == null ? granted(wanted) : about(wanted, number, contact);
  }

  /** Under all names, where it is known whose they are. */
  private Future<Asked> about(DecisionFilter wanted, @Nullable String number, String name) {
    BusinessNumber of = number == null ? null : numbers.find(number).orElse(null);
    if (number != null && of == null) {
      // Of an account or a channel, whose ids are kept as they are.
      return granted(about(wanted, Set.of(new Contact(name))));
    }
    Optional<Contact> read =
        Contact.addressed(name, of == null ? null : of.country()).or(() -> Contact.group(name));
    if (read.isEmpty()) {
      return refused(
          Refusal.of(
              Reason.INVALID_BODY, "`contact` is not a phone number, a user id or a group id."));
    }
    Contact contact = read.get();
    return of == null
        ? granted(about(wanted, Set.of(contact)))
        : contacts
            .of(of.phoneNumberId(), contact)
            .map(state -> new Wanted(about(wanted, state.names(contact))));
  }

  private static DecisionFilter about(DecisionFilter wanted, Set<Contact> names) {
    return new DecisionFilter(
        wanted.numbers(),
        wanted.client(),
        wanted.reason(),
        names.stream().map(Contact::id).collect(Collectors.toSet()));
  }

  private static Future<Asked> granted(DecisionFilter filter) {
    return Future.succeededFuture(new Wanted(filter));
  }

  private static Future<Asked> refused(Refusal refusal) {
    return Future.succeededFuture(new Refused(refusal));
  }
}
