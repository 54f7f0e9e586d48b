package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * {@code POST /twin/wabas/{waba}/updates}: the value of an {@code account_update}, or {@code
 * {"field":..,"value":{..}}} for any other field.
 */
final class WabaControl {
  private final World world;

  WabaControl(World world) {
    this.world = world;
  }

  Future<Reply> answer(Call call) {
    if (!call.is("POST", 4) || !call.segment(3).equals("updates")) {
      return ControlApi.unknown(call);
    }
    JsonObject body = call.json();
    boolean named = body.containsKey("field");
    String field = named ? body.getString("field") : "account_update";
    JsonObject value = named ? body.getJsonObject("value", new JsonObject()) : body;
    return update(call.segment(2), field, value)
        .map(status -> Reply.ok(JsonObject.of("webhook", status)));
  }

  Future<Integer> update(String wabaId, String field, JsonObject value) {
    if (!world.hasWaba(wabaId)) {
      throw new IllegalArgumentException("No WABA " + wabaId);
    }
    if (field.equals("account_update")) {
      world.accounts().update(wabaId, value);
    }
    return world.tell(wabaId, field, value);
  }
}
