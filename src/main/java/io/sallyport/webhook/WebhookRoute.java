package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.WholeBody;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.meters.Meters;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Relay;
import io.sallyport.tracing.Tracing;
import io.sallyport.webhook.Webhook.Violation;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * {@code GET|POST /webhooks/whatsapp} and {@code /webhooks/meta}. A delivery is verified, read,
 * stored, queued for the relay, and then answered with 200. If storing or queueing fails the answer
 * is 503, and Meta delivers it again.
 */
@Singleton
final class WebhookRoute {

  private static final Logger LOG = Logger.getLogger(WebhookRoute.class);

  /** Either address takes every object: an app has one for all of its. */
  private static final List<String> PATHS = List.of("/webhooks/whatsapp", "/webhooks/meta");

  /** Meta's deliveries are at most 3 MB (platform-facts.md#webhook-size). */
  private static final long MAX_BODY = 4L << 20;

  private final Signatures signatures;
  private final WebhookReader reader;
  private final Intake intake;
  private final ParkedFirst parked;
  private final Relay relay;
  private final Meters meters;
  private final Tracing tracing;

  WebhookRoute(
      Signatures signatures,
      WebhookReader reader,
      Intake intake,
      ParkedFirst parked,
      Relay relay,
      Meters meters,
      Tracing tracing) {
    this.signatures = signatures;
    this.reader = reader;
    this.intake = intake;
    this.parked = parked;
    this.relay = relay;
    this.meters = meters;
    this.tracing = tracing;
  }

  void register(@Observes Router router) {
    for (String path : PATHS) {
      router.get(path).order(RouteOrder.WEBHOOK).handler(this::verify);
      router
          .post(path)
          .order(RouteOrder.WEBHOOK)
          .handler(new WholeBody(MAX_BODY))
          .handler(this::receive);
    }
  }

  /**
   * Meta verifies the address once, when it is entered (platform-facts.md#webhook-verification).
   */
  private void verify(RoutingContext context) {
    HttpServerRequest request = context.request();
    String mode = request.getParam("hub.mode", "");
    String token = request.getParam("hub.verify_token", "");
    String challenge = request.getParam("hub.challenge", "");
    if (mode.equals("subscribe") && signatures.isVerifyToken(token)) {
      request.response().putHeader("Content-Type", "text/plain").end(challenge);
    } else {
      request.response().setStatusCode(403).end();
    }
  }

  private void receive(RoutingContext context) {
    HttpServerResponse response = context.response();
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    Signatures.Signers signers =
        signatures.signers(context.request().getHeader("X-Hub-Signature-256"), body);
    if (signers.isNobody()) {
      answer(response, 401, "bad_signature");
      return;
    }
    JsonNode delivery;
    try {
      delivery = WebhookReader.parse(body);
    } catch (IOException notJson) {
      // 200, because a redelivery would have the same bytes.
      answer(response, 200, "unreadable");
      return;
    }
    if (!signatures.mayTell(signers, delivery)) {
      answer(response, 401, "bad_signature");
      return;
    }
    Webhook webhook = reader.read(delivery);
    report(webhook);
    Letter letter = letter(context.request(), body);
    intake
        .store(webhook)
        // After storing: a CRM may answer as soon as it receives a message (security.md#entries).
        .chain(
            leaving ->
                parked
                    .leave(leaving)
                    .chain(() -> queue(webhook, letter, delivery))
                    .call(() -> parked.told(leaving)))
        .subscribe()
        .with(
            stored -> answer(response, 200, "stored"),
            failure -> {
              LOG.warnf("webhook not stored because=%s", cause(failure).getClass().getSimpleName());
              answer(response, 503, "not_stored");
            });
  }

  /** The first cause, if several steps failed. */
  private static Throwable cause(Throwable failure) {
    return failure instanceof CompositeException all ? cause(all.getCauses().get(0)) : failure;
  }

  /** The delivery for the relay; made here because the request's trace is only known now. */
  private Letter letter(HttpServerRequest request, byte[] body) {
    return Letter.of(
            body,
            request.getHeader("X-Hub-Signature-256"),
            request.getHeader(HttpHeaders.CONTENT_TYPE))
        .traced(tracing.traceparent());
  }

  /** Queues the delivery for the targets that want it, and the gateway's own events about it. */
  private Uni<Void> queue(Webhook webhook, Letter letter, JsonNode delivery) {
    Uni<Void> queued =
        delivery.isMissingNode()
            ? Uni.createFrom().voidItem()
            : relay.queue(letter, SubjectReader.read(delivery));
    return Uni.join().all(queued, intake.announce(webhook)).andCollectFailures().replaceWithVoid();
  }

  private void report(Webhook webhook) {
    if (webhook.skipped() > 0) {
      LOG.warnf("webhook items skipped count=%d", webhook.skipped());
    }
    for (NumberNews news : webhook.numberNews()) {
      if (news instanceof Disconnected disconnected) {
        LOG.errorf(
            "no more webhooks of number=%s because=%s",
            disconnected.phoneNumberId(), disconnected.cause());
      }
    }
    meters.unknownPreferences(webhook.unknownPreferences());
    for (Violation violation : webhook.violations()) {
      meters.violation();
      // ERROR: Meta restricts the account if nobody acts (platform-facts.md#policy-enforcement).
      LOG.errorf("account violates a policy waba=%s type=%s", violation.wabaId(), violation.type());
    }
  }

  private void answer(HttpServerResponse response, int status, String outcome) {
    meters.webhook(outcome);
    response.setStatusCode(status).end();
  }
}
