package io.sallyport.twin.kommo.rest;

import io.sallyport.twin.kommo.chats.Account;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The one source of an account, and what else it says of itself. */
final class Sources {
  private Sources() {}

  static long idOf(Account account) {
    return account.id() + 1_000;
  }

  static JsonObject list(Account account) {
    JsonObject params = JsonObject.of("waba", true, "is_supports_list_message", true);
    JsonObject service = JsonObject.of("type", "whatsapp", "params", params);
    JsonObject source =
        JsonObject.of(
            "id", idOf(account),
            "name", account.name(),
            "external_id", account.source(),
            "default", true,
            "services", JsonArray.of(service));
    return embedded("sources", JsonArray.of(source)).put("_total_items", 1);
  }

  static JsonObject account(Account account, boolean withAmojo) {
    JsonObject view = JsonObject.of("id", account.id(), "name", account.name());
    return withAmojo ? view.put("amojo_id", account.amojoId()) : view;
  }

  static JsonObject users(Account account, boolean withAmojo) {
    JsonObject user = JsonObject.of("id", account.id() + 2_000, "name", account.managerName());
    JsonObject shown = withAmojo ? user.put("amojo_id", account.managerId()) : user;
    return embedded("users", JsonArray.of(shown)).put("_page", 1).put("_total_items", 1);
  }

  private static JsonObject embedded(String key, JsonArray elements) {
    return JsonObject.of("_embedded", JsonObject.of(key, elements));
  }
}
