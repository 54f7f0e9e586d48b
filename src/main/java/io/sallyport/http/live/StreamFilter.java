package io.sallyport.http.live;

import io.sallyport.account.Client;
import io.sallyport.account.Numbers;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.audit.DecisionFilter;
import io.sallyport.contact.Contact;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.ledger.ContactStates;
import io.sallyport.message.PageRecipients;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final WazzupChannels channels;
  private final ContactStates contacts;

  StreamFilter(
      Permissions permissions, Numbers numbers, WazzupChannels channels, ContactStates contacts) {
    this.permissions = permissions;
    this.numbers = numbers;
    this.channels = channels;
    this.contacts = contacts;
  }

  /**
   * What a request wants.
   *
   * @return fails when the store did not answer
   */
  Future<Asked> of(HttpServerRequest request, Caller caller) {
    String number = given(request, "number");
    Refusal refusal = number == null ? null : permissions.refusalOfAny(caller, number);
    String client = given(request, "client");
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
            given(request, "reason"),
            null);
    String contact = given(request, "contact");
    return contact == null ? granted(wanted) : about(wanted, number, contact);
  }

  /** A parameter's value; null for an empty one, too: it filters nothing. */
  private static @Nullable String given(HttpServerRequest request, String name) {
    String value = request.getParam(name, "");
    return value.isEmpty() ? null : value;
  }

  /** Under all names, where it is known whose they are. */
  private Future<Asked> about(DecisionFilter wanted, @Nullable String number, String name) {
    BusinessNumber of = number == null ? null : numbers.find(number).orElse(null);
    Set<Contact> spelt = spelt(number, of, name);
    if (spelt.isEmpty()) {
      return refused(
          Refusal.of(
              Reason.INVALID_BODY,
              "`contact` is not a phone number, a user id, a group id or the id of a person."));
    }
    Contact contact = spelt.iterator().next();
    return of == null
        ? granted(about(wanted, spelt))
        : contacts
            .of(of.phoneNumberId(), contact)
            .map(state -> new Wanted(about(wanted, state.names(contact))));
  }

  /**
   * Whom a name may mean, as decisions have it; of all numbers also a person of an account, whose
   * id may look like a phone number.
   */
  private Set<Contact> spelt(@Nullable String number, @Nullable BusinessNumber of, String name) {
    Optional<Contact> ofNumber =
        Contact.addressed(name, of == null ? null : of.country()).or(() -> Contact.group(name));
    if (of != null) {
      return ofNumber.map(Set::of).orElse(Set.of());
    }
    Optional<Contact> person = PageRecipients.person(name);
    if (number != null) {
      Optional<Channel> channel = channels.find(number);
      Optional<Contact> one = channel.isPresent() ? channel.get().transport().named(name) : person;
      return one.map(Set::of).orElse(Set.of());
    }
    return Stream.of(ofNumber, person).flatMap(Optional::stream).collect(Collectors.toSet());
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
