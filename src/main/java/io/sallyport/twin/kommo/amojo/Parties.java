package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.kommo.chats.Party;
import io.sallyport.twin.kommo.shape.Shape;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/** {@code sender}, {@code receiver} and {@code user}. */
final class Parties {
  private static final Pattern PHONE = Pattern.compile("\\+?\\d{5,20}");

  private Parties() {}

  static Party read(Shape shape) {
    Shape profile = shape.objectOrNull("profile");
    String phone = "";
    String email = "";
    if (profile != null) {
      phone = profile.textOr("phone", "");
      if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
        throw profile.bad("phone", "must be digits, with or without +");
      }
      email = profile.textOr("email", "");
      profile.end();
    }
    shape.textOrNull("profile_link");
    Party party =
        new Party(
            shape.text("id"),
            shape.text("name"),
            shape.textOrNull("ref_id"),
            phone,
            email,
            shape.textOr("avatar", ""));
    shape.end();
    return party;
  }

  static JsonObject view(Party party) {
    return JsonObject.of("id", party.id(), "name", party.name());
  }
}
