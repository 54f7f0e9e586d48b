package io.sallyport.twin.kommo.chats;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customer of a chat. {@code clientId} is what the channel calls them. */
public final class Client {
  private final String id = UUID.randomUUID().toString();
  private @Nullable String clientId;
  private String name;
  private String phone = "";
  private String email = "";
  private String avatar = "";

  public Client(String name) {
    this.name = name;
  }

  public String id() {
    return id;
  }

  public @Nullable String clientId() {
    return clientId;
  }

  public String name() {
    return name;
  }

  /** Digits, empty if unknown. */
  public String phone() {
    return phone;
  }

  void learn(Party party) {
    clientId = party.id();
    name = party.name();
    phone = party.phone().isEmpty() ? phone : digits(party.phone());
    email = party.email().isEmpty() ? email : party.email();
    avatar = party.avatar().isEmpty() ? avatar : party.avatar();
  }

  void phone(String to) {
    phone = digits(to);
  }

  /** As in the answers of the Chats API. */
  public JsonObject view() {
    return JsonObject.of(
        "id",
        id,
        "client_id",
        clientId,
        "name",
        name,
        "avatar",
        avatar,
        "phone",
        phone,
        "email",
        email);
  }

  /** As in a hook: without what is not known. */
  public JsonObject hook() {
    JsonObject view = JsonObject.of("id", id, "phone", phone, "email", email);
    return clientId == null ? view : view.put("client_id", clientId);
  }

  static String digits(String phone) {
    return phone.replaceAll("\\D", "");
  }
}
