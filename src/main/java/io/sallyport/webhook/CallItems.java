package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads items of the field {@code calls}. A call by the contact opens the window even if nobody
 * answers it; a call by the business opens it when the contact accepts
 * (platform-facts.md#what-opens-a-window).
 */
final class CallItems {

  private CallItems() {}

  /** An item of {@code calls[]}: the start or the end of a call. */
  static List<Observation> call(NumberValue value, JsonNode call) {
    return opening(call).stream().map(at -> inbound(value, contact(value, call), at)).toList();
  }

  private static Optional<Instant> opening(JsonNode call) {
    String direction = call.path("direction").asText("");
    boolean byContact = direction.equals("USER_INITIATED");
    boolean started = call.hasNonNull("start_time");
    return switch (call.path("event").asText("")) {
      // Meta's own sample of a contact's call has no direction (platform-facts.md#calls).
      case "connect" ->
          byContact || direction.isEmpty()
              ? Optional.of(Seconds.of(call.path("timestamp")))
              : Optional.empty();
      // A call with a duration opened the window: the contact made it or accepted it.
      case "terminate" ->
          byContact || (started && call.path("duration").asLong(0) > 0)
              ? Optional.of(Seconds.of(call.path(started ? "start_time" : "timestamp")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The business number is in {@code from} or in {@code to}, so both are compared with it. */
  private static Names contact(NumberValue value, JsonNode call) {
    List<Contact> phones =
        Stream.of(call.path("from"), call.path("to"))
            .map(Person::contact)
            .flatMap(Optional::stream)
            .filter(phone -> !value.displayNumber().equals(Optional.of(phone)))
            .distinct()
            .toList();
    Person named =
        Person.of(
            call.path("from_user_id"),
            call.path("to_user_id"),
            call.path("from_parent_user_id"),
            call.path("to_parent_user_id"));
    // With two phone numbers, neither known as the business's, the contact is not known by phone.
    Person caller = phones.size() == 1 ? Person.alone(phones.get(0)).and(named) : named;
    return value.named(caller);
  }

  /** An item of {@code statuses[]}: the status of a call by the business. */
  static List<Observation> status(NumberValue value, JsonNode status) {
    if (!status.path("type").asText("call").equals("call")
        || !status.path("status").asText("").equals("ACCEPTED")) {
      return List.of();
    }
    Names contact =
        value.named(
            status.path("recipient_id"),
            status.path("recipient_user_id"),
            status.path("recipient_parent_user_id"));
    return List.of(inbound(value, contact, Seconds.of(status.path("timestamp"))));
  }

  private static Observation inbound(NumberValue value, Names contact, Instant at) {
    return new Inbound(value.phoneNumberId(), contact, at, Via.CALL, false);
  }
}
