package io.sallyport.twin.graph;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.outbound.Acceptance;
import io.sallyport.twin.outbound.AcceptedMessage;
import io.sallyport.twin.outbound.Send;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code POST /{pnid}/messages} and {@code /{pnid}/marketing_messages}. */
public final class SendApi {
  private final SendReader reader;
  private final Acceptance acceptance;

  public SendApi(SendReader reader, Acceptance acceptance) {
    this.reader = reader;
    this.acceptance = acceptance;
  }

  Response answer(TwinNumber number, Request request) {
    SendRequest read = reader.read(number, request);
    if (read instanceof SendRequest.Message message) {
      return accept(message.send());
    }
    if (read instanceof SendRequest.Refused refused) {
      return refused.error().response();
    }
    return Response.ok(JsonObject.of("success", true));
  }

  private Response accept(Send send) {
    return acceptance
        .accept(send)
        .map(SendApi::accepted)
        .orElseGet(() -> GraphError.accountLocked().response());
  }

  /** As platform-facts.md#answer-to-a-send shows it. */
  private static Response accepted(AcceptedMessage accepted) {
    Send send = accepted.send();
    JsonObject message = JsonObject.of("id", accepted.wamid());
    if (send.template().isPresent()) {
      message.put("message_status", "accepted");
    }
    return Response.ok(
        JsonObject.of(
            "messaging_product", "whatsapp",
            "contacts", JsonArray.of(accepted.recipient().answer(send.input())),
            "messages", JsonArray.of(message)));
  }
}
