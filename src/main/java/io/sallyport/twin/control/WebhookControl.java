package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.webhooks.WebhookDelivery;
import io.sallyport.twin.webhooks.WebhookSender;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /twin/webhooks}: deliver any payload, change how webhooks are delivered, verify the
 * address.
 */
public final class WebhookControl implements Control {
  private final WebhookSender sender;
  private final @Nullable String verifyToken;

  public WebhookControl(WebhookSender sender, @Nullable String verifyToken) {
    this.sender = sender;
    this.verifyToken = verifyToken;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("POST", 2)) {
      return Control.told(sender.sendBytes(request.body()));
    }
    if (request.is("POST", 3) && request.segment(2).equals("verify")) {
      return verify();
    }
    if (request.is("PUT", 2)) {
      change(request.json());
    }
    return request.is("PUT", 2) || request.is("GET", 2)
        ? Control.done(Response.ok(view()))
        : Control.unknown(request);
  }

  private Future<Response> verify() {
    if (verifyToken == null || sender.url() == null) {
      throw new IllegalArgumentException("The twin has no webhook address or no verify token");
    }
    return sender
        .verify(verifyToken, UUID.randomUUID().toString())
        .map(verified -> Response.ok(JsonObject.of("verified", verified)));
  }

  private void change(JsonObject body) {
    WebhookDelivery old = sender.delivery();
    sender.delivery(
        new WebhookDelivery(
            body.getBoolean("duplicate", old.duplicate()),
            body.getBoolean("shuffle", old.shuffle()),
            body.getInteger("batch", old.batch()),
            body.getLong("seed", old.seed())));
    if (body.containsKey("url")) {
      sender.url(body.getString("url"));
    }
  }

  private JsonObject view() {
    WebhookDelivery delivery = sender.delivery();
    return JsonObject.of(
        "url", sender.url(),
        "duplicate", delivery.duplicate(),
        "shuffle", delivery.shuffle(),
        "batch", delivery.batch(),
        "seed", delivery.seed());
  }
}
