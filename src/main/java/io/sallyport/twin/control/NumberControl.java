package io.sallyport.twin.control;

import io.sallyport.twin.graph.Subscriptions;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.Tokens;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * {@code PUT /twin/numbers/{phone_number_id}}: waba_id, display_phone_number, and whatever it is
 * listed with; {@code DELETE}; {@code PUT /twin/tokens/{token}}: what debug_token says of it;
 * {@code PUT /twin/subscriptions/{id}}: where Meta says that it delivers webhooks.
 */
public final class NumberControl implements Control {
  private final Numbers numbers;
  private final Tokens tokens;
  private final Subscriptions subscriptions;

  public NumberControl(Numbers numbers, Tokens tokens, Subscriptions subscriptions) {
    this.numbers = numbers;
    this.tokens = tokens;
    this.subscriptions = subscriptions;
  }

  @Override
  public Future<Response> answer(Request request) {
    boolean isToken = request.segment(1).equals("tokens");
    if (request.is("PUT", 3) && isToken) {
      tokens.put(request.segment(2), request.json());
      return Control.done(Response.ok(tokens.debug(request.segment(2))));
    } else if (request.is("PUT", 3) && request.segment(1).equals("subscriptions")) {
      subscriptions.put(request.segment(2), request.json());
      return Control.done(Response.ok(request.json()));
    } else if (request.is("PUT", 3)) {
      return Control.done(Response.ok(put(request.segment(2), request.json()).graphView()));
    } else if (request.is("DELETE", 3) && request.segment(1).equals("numbers")) {
      boolean removed = numbers.remove(request.segment(2));
      return Control.done(Response.ok(JsonObject.of("removed", removed)));
    }
    return Control.unknown(request);
  }

  private TwinNumber put(String pnid, JsonObject body) {
    JsonObject differing = body.copy();
    String wabaId = (String) differing.remove("waba_id");
    String display = (String) differing.remove("display_phone_number");
    if (wabaId == null || display == null) {
      throw new IllegalArgumentException("waba_id and display_phone_number are needed");
    }
    TwinNumber number = new TwinNumber(pnid, wabaId, display, differing);
    numbers.put(number);
    return number;
  }
}
