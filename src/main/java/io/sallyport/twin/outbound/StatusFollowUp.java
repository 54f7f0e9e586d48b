package io.sallyport.twin.outbound;

import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.webhooks.Envelope;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells the gateway, some time after acceptance, what became of a message
 * (platform-facts.md#statuses).
 */
public final class StatusFollowUp {
  private final TwinClock clock;
  private final Duration delay;
  private final SentMessages sent;
  private final Webhooks webhooks;

  /**
   * @param delay from acceptance to the first status, and from that to the second
   */
  public StatusFollowUp(TwinClock clock, Duration delay, SentMessages sent, Webhooks webhooks) {
    this.clock = clock;
    this.delay = delay;
    this.sent = sent;
    this.webhooks = webhooks;
  }

  void follow(AcceptedMessage accepted) {
    Instant first = clock.now().plus(delay);
    if (accepted.result() instanceof DeliveryResult.Failed failed) {
      clock.at(first, () -> fail(accepted, failed.failure(), first));
    } else if (accepted.result() instanceof DeliveryResult.Delivered delivered) {
      clock.at(first, () -> report(accepted, "sent", delivered.pricing(), first));
      follow(accepted, delivered.pricing(), first.plus(delay));
    }
  }

  private void follow(AcceptedMessage accepted, Pricing pricing, Instant second) {
    // A reaction gets no status but `sent` (platform-facts.md#reactions).
    if (!accepted.send().type().equals("reaction")) {
      clock.at(second, () -> report(accepted, "delivered", pricing, second));
    }
  }

  private void fail(AcceptedMessage accepted, Failure failure, Instant at) {
    JsonObject status = status(accepted, "failed", at);
    status.put("errors", JsonArray.of(failure.webhookView()));
    tell(accepted, Envelope.messagingValue(accepted.send().number()), status);
  }

  private void report(AcceptedMessage accepted, String name, Pricing pricing, Instant at) {
    JsonObject status = status(accepted, name, at);
    pricing
        .conversationView(name.equals("sent"))
        .ifPresent(conversation -> status.put("conversation", conversation));
    JsonObject value = Envelope.messagingValue(accepted.send().number());
    value.put("contacts", accepted.recipient().names().contacts());
    tell(accepted, value, status.put("pricing", pricing.webhookView()));
  }

  private JsonObject status(AcceptedMessage accepted, String name, Instant at) {
    sent.update(accepted.wamid(), message -> message.withStatus(name));
    JsonObject status = JsonObject.of("id", accepted.wamid(), "status", name);
    status.put("timestamp", Long.toString(at.getEpochSecond()));
    status.mergeIn(accepted.recipient().members(name.equals("failed")));
    accepted.send().callbackData().ifPresent(data -> status.put("biz_opaque_callback_data", data));
    return status;
  }

  private void tell(AcceptedMessage accepted, JsonObject value, JsonObject status) {
    value.put("statuses", JsonArray.of(status));
    webhooks.aboutCustomer(accepted.person(), accepted.send().number(), "messages", value);
  }
}
