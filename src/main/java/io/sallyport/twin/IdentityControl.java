package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The names in control calls: {@code user_id}, {@code parent_user_id}, {@code hide_phone}. */
final class IdentityControl {
  private final Identities identities;

  IdentityControl(World world) {
    this.identities = new Identities(world);
  }

  /** Does nothing if the body names nothing. */
  void introduce(ContactName customer, JsonObject body) {
    if (body.containsKey("user_id") || body.containsKey("parent_user_id")) {
      identities.introduce(customer, told(body));
    }
    if (body.containsKey("hide_phone")) {
      identities.hidePhone(customer, body.getBoolean("hide_phone"));
    }
  }

  Future<Integer> changeNumber(TwinNumber number, ContactName customer, JsonObject body) {
    ContactName to = ContactName.of(body.getString("to", ""));
    return identities.changeNumber(number, customer, to, told(body));
  }

  Future<Integer> changeUserId(TwinNumber number, ContactName customer, JsonObject body) {
    String to = body.getString("to");
    boolean previous = body.getBoolean("previous", true);
    return identities.changeUserId(
        number, customer, told(body), to == null ? null : ContactName.of(to), previous);
  }

  private static Names told(JsonObject body) {
    return Names.ids(body.getString("user_id"), body.getString("parent_user_id"));
  }
}
