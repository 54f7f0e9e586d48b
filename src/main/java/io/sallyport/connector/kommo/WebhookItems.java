package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.connector.kommo.ToKommo.Echo;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.connector.kommo.ToKommo.Moved;
import io.sallyport.connector.kommo.ToKommo.OldFile;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.connector.kommo.ToKommo.StatusOf;
import io.sallyport.connector.kommo.ToKommo.Written;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a delivery of Meta's Kommo is told, in its order; everything else is left out. */
final class WebhookItems {

  /** A message of before, and whom it was exchanged with. */
  private record Old(JsonNode contact, JsonNode message) {}

  private final String number;
  private final List<ToKommo> items = new ArrayList<>();
  private final long begun = System.nanoTime();
  private String displayNumber = "";

  private WebhookItems(String number) {
    this.number = number;
  }

  /** The items about this number. */
  static WebhookItems of(JsonNode delivery, String phoneNumberId) {
    WebhookItems found = new WebhookItems(phoneNumberId);
    for (JsonNode entry : delivery.path("entry")) {
      entry.path("changes").forEach(found::change);
    }
    return found;
  }

  List<ToKommo> items() {
    return items;
  }

  /** Of the business; empty when the delivery does not say. */
  String displayNumber() {
    return displayNumber;
  }

  private void change(JsonNode change) {
    JsonNode value = change.path("value");
    JsonNode metadata = value.path("metadata");
    if (!metadata.path("phone_number_id").asText("").equals(number)) {
      return;
    }
    displayNumber = metadata.path("display_phone_number").asText("");
    switch (change.path("field").asText("")) {
      case "messages" -> conversation(value, value);
      case "standby" -> conversation(value, value.path("standby"));
      case "smb_message_echoes" -> echoes(value, value);
      case "history" -> history(value);
      default -> {}
    }
  }

  /** The oldest first; a file comes later, by itself (platform-facts.md#coexistence). */
  private void history(JsonNode value) {
    List<Old> all = new ArrayList<>();
    for (JsonNode chunk : value.path("history")) {
      for (JsonNode thread : chunk.path("threads")) {
        thread.path("messages").forEach(message -> all.add(new Old(thread.path("id"), message)));
      }
    }
    all.sort(Comparator.comparingLong(old -> old.message().path("timestamp").asLong()));
    all.forEach(old -> old(value, old.contact(), old.message()).ifPresent(items::add));
    for (JsonNode message : value.path("messages")) {
      JsonNode contact = isOurs(message) ? message.path("to") : message.path("from");
      old(value, contact, message).map(OldFile::new).ifPresent(items::add);
    }
  }

  private Optional<Written> old(JsonNode value, JsonNode contact, JsonNode message) {
    return names(value, contact, message.path("to_user_id"))
        .map(
            names -> {
              String name = name(value, names);
              return isOurs(message)
                  ? new Echo(names, name, message)
                  : new Inbound(names, name, message, true, begun);
            });
  }

  private boolean isOurs(JsonNode message) {
    return digits(message.path("from").asText("")).equals(digits(displayNumber));
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }

  private void conversation(JsonNode value, JsonNode lists) {
    lists.path("messages").forEach(message -> inbound(value, message));
    lists.path("statuses").forEach(this::status);
    echoes(value, lists);
  }

  private void inbound(JsonNode value, JsonNode message) {
    // Kommo has chats with one person each.
    if (message.hasNonNull("group_id")) {
      return;
    }
    names(value, message.path("from"), message.path("from_user_id"))
        .ifPresent(
            contact ->
                items.add(
                    message.path("type").asText("").equals("system")
                        ? new Moved(contact, movedTo(message.path("system")).orElse(contact))
                        : new Inbound(contact, name(value, contact), message, false, begun)));
  }

  private static Optional<Names> movedTo(JsonNode system) {
    return Names.of(contacts(system.path("wa_id"), system.path("user_id")));
  }

  private void echoes(JsonNode value, JsonNode lists) {
    for (JsonNode message : lists.path("message_echoes")) {
      if (!message.hasNonNull("group_id")) {
        names(value, message.path("to"), message.path("to_user_id"))
            .ifPresent(contact -> items.add(new Echo(contact, name(value, contact), message)));
      }
    }
  }

  private void status(JsonNode status) {
    switch (status.path("status").asText("")) {
      case "delivered" -> status(status, Status.DELIVERED, null);
      case "read" -> status(status, Status.READ, null);
      case "failed" -> {
        JsonNode error = status.path("errors").path(0);
        Ending.Failed why = Ending.failed(error.path("code").asInt(0), Ending.sentence(error));
        status(status, Status.FAILED, why);
      }
      default -> {}
    }
  }

  /** What another client has marked is not Kommo's. */
  private void status(JsonNode status, int far, Ending.@Nullable Failed why) {
    String mark = status.path("biz_opaque_callback_data").asText("");
    CallbackData about = CallbackData.read(mark);
    if (about != null) {
      items.add(new Status(about, far, why));
    } else if (mark.isEmpty()) {
      items.add(new StatusOf(status.path("id").asText(""), far, why));
    }
  }

  /** All names of the person: an entry of {@code contacts[]} may add one. */
  private static Optional<Names> names(JsonNode value, JsonNode phone, JsonNode userId) {
    List<Contact> own = contacts(phone, userId);
    JsonNode people = value.path("contacts");
    List<Contact> all = new ArrayList<>(own);
    for (JsonNode person : people) {
      List<Contact> theirs = contacts(person.path("wa_id"), person.path("user_id"));
      boolean isSame = own.isEmpty() ? people.size() == 1 : theirs.stream().anyMatch(own::contains);
      if (isSame) {
        all.addAll(theirs);
      }
    }
    return Names.of(all.stream().distinct().toList());
  }

  private static List<Contact> contacts(JsonNode... names) {
    return Stream.of(names)
        .flatMap(name -> Contact.individual(name.asText("")).stream())
        .distinct()
        .toList();
  }

  private static String name(JsonNode value, Names contact) {
    for (JsonNode person : value.path("contacts")) {
      String name = person.path("profile").path("name").asText("");
      List<Contact> theirs = contacts(person.path("wa_id"), person.path("user_id"));
      if (!name.isBlank() && theirs.contains(contact.first())) {
        return name;
      }
    }
    return contact.first().isPhone() ? "+" + contact.first().id() : contact.first().id();
  }
}
