package io.sallyport.twin.control;

import io.sallyport.twin.account.AccountUpdates;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * {@code POST /twin/wabas/{waba}/updates}: the value of an {@code account_update}, or {@code
 * {"field":..,"value":{..}}} for any other field.
 */
public final class WabaControl implements Control {
  private final AccountUpdates updates;

  public WabaControl(AccountUpdates updates) {
    this.updates = updates;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (!request.is("POST", 4) || !request.segment(3).equals("updates")) {
      return Control.unknown(request);
    }
    JsonObject body = request.json();
    boolean named = body.containsKey("field");
    String field = named ? body.getString("field") : "account_update";
    JsonObject value = named ? body.getJsonObject("value", new JsonObject()) : body;
    return Control.told(updates.update(request.segment(2), field, value));
  }
}
