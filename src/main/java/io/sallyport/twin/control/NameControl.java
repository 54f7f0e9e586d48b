package io.sallyport.twin.control;

import io.sallyport.twin.inbound.NameChanges;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The names in control calls: {@code user_id}, {@code parent_user_id}, {@code hide_phone}. */
final class NameControl {
  private final NameChanges changes;

  NameControl(NameChanges changes) {
    this.changes = changes;
  }

  /** Does nothing if the body names nothing. */
  void addNames(ContactName customer, JsonObject body) {
    if (body.containsKey("user_id") || body.containsKey("parent_user_id")) {
      changes.addNames(customer, newNames(body));
    }
    if (body.containsKey("hide_phone")) {
      changes.hidePhone(customer, body.getBoolean("hide_phone"));
    }
  }

  Future<Integer> changeNumber(TwinNumber number, ContactName customer, JsonObject body) {
    ContactName to = ContactName.of(body.getString("to", ""));
    return changes.changeNumber(number, customer, to, newNames(body));
  }

  Future<Integer> changeUserId(TwinNumber number, ContactName customer, JsonObject body) {
    String to = body.getString("to");
    boolean previous = body.getBoolean("previous", true);
    return changes.changeUserId(
        number, customer, newNames(body), to == null ? null : ContactName.of(to), previous);
  }

  private static Names newNames(JsonObject body) {
    return Names.ids(body.getString("user_id"), body.getString("parent_user_id"));
  }
}
