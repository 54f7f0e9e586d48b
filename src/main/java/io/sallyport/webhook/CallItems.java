package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads items of the field {@code calls}: a call the contact makes opens the window, accepted or
 * not; one of the business does when the contact accepts it
 * (platform-facts.md#what-opens-a-window).
 */
final class CallItems {

  private CallItems() {}

  /** An item of {@code calls[]}: a call begins, or ends. */
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
      // Whoever called: if they talked, the contact called or accepted.
      case "terminate" ->
          byContact || (started && call.path("duration").asLong(0) > 0)
              ? Optional.of(Seconds.of(call.path(started ? "start_time" : "timestamp")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Meta's samples print the business number in either place, so that both are compared. */
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
    // Two phone numbers, neither known to be the business's, tell nobody apart.
    Person caller = phones.size() == 1 ? Person.alone(phones.get(0)).and(named) : named;
    return value.named(caller);
  }

  /** An item of {@code statuses[]}: what became of a call of the business. */
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
