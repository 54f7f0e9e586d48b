package io.sallyport.webhook;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Effect;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ops.Meters;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.webhook.Webhook.TemplateNews;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * {@code GET|POST /webhooks/whatsapp}. A delivery is verified, read, stored, and only then answered
 * with 200; anything less gets 503, and Meta delivers again. What is stored commutes and repeats,
 * so that half a delivery stored twice does no harm.
 */
@Singleton
final class WebhookRoute {

  private static final Logger LOG = Logger.getLogger(WebhookRoute.class);

  private static final String PATH = "/webhooks/whatsapp";

  /** Meta's deliveries are at most 3 MB (PF §3.2). */
  private static final long MAX_BODY = 4L << 20;

  /**
   * Updates of one delivery that are stored at the same time: a delivery may have 1,000, and sends
   * must find a connection meanwhile.
   */
  private static final int AT_ONCE = 8;

  private final Numbers numbers;
  private final Ledger ledger;
  private final TemplateRegistry templates;
  private final Meters meters;
  private final Signature signature;
  private final byte[] verifyToken;

  WebhookRoute(
      SallyportConfig config,
      Numbers numbers,
      Ledger ledger,
      TemplateRegistry templates,
      Meters meters) {
    this.numbers = numbers;
    this.ledger = ledger;
    this.templates = templates;
    this.meters = meters;
    // The start-up checks refuse to serve without either.
    this.signature = new Signature(config.webhook().appSecret().orElse("unset"));
    this.verifyToken = utf8(config.webhook().verifyToken().orElse(""));
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(this::verify);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
        .handler(this::receive);
  }

  /** Meta checks the address once, when it is entered (PF §3.1). */
  private void verify(RoutingContext context) {
    HttpServerRequest request = context.request();
    String mode = request.getParam("hub.mode", "");
    String token = request.getParam("hub.verify_token", "");
    String challenge = request.getParam("hub.challenge", "");
    boolean right = MessageDigest.isEqual(utf8(token), verifyToken) && verifyToken.length > 0;
    if (mode.equals("subscribe") && right) {
      request.response().putHeader("Content-Type", "text/plain").end(challenge);
    } else {
      request.response().setStatusCode(403).end();
    }
  }

  private void receive(RoutingContext context) {
    HttpServerResponse response = context.response();
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    if (!signature.matches(context.request().getHeader("X-Hub-Signature-256"), body)) {
      answer(response, 401, "bad_signature");
      return;
    }
    Webhook webhook;
    try {
      webhook = WebhookReader.read(body, numbers);
    } catch (IOException notJson) {
      // Delivering it again would not mend it.
      answer(response, 200, "unreadable");
      return;
    }
    store(webhook)
        .subscribe()
        .with(
            stored -> answer(response, 200, "stored"),
            failure -> {
              LOG.warnf("webhook not stored because=%s", failure.getClass().getSimpleName());
              answer(response, 503, "not_stored");
            });
  }

  private Uni<Void> store(Webhook webhook) {
    if (webhook.skipped() > 0) {
      LOG.warnf("webhook items skipped count=%d", webhook.skipped());
    }
    List<Uni<Void>> all = new ArrayList<>();
    webhook.numbers().forEach(number -> all.add(ledger.cover(number)));
    for (Observation observation : webhook.observations()) {
      all.add(ledger.observe(observation).invoke(this::count).replaceWithVoid());
    }
    all.add(inOrder(webhook.templateNews()));
    return Uni.join().all(all).usingConcurrencyOf(AT_ONCE).andCollectFailures().replaceWithVoid();
  }

  /** Changes of one entry share its time, so that their order is all there is. */
  private Uni<Void> inOrder(List<TemplateNews> news) {
    Uni<Void> applied = Uni.createFrom().voidItem();
    for (TemplateNews one : news) {
      applied = applied.chain(() -> templates.apply(one.wabaId(), one.event()));
    }
    return applied;
  }

  private void count(Effect effect) {
    if (effect == Effect.WINDOW_OPENED) {
      meters.windowOpened();
    }
  }

  private void answer(HttpServerResponse response, int status, String outcome) {
    meters.webhook(outcome);
    response.setStatusCode(status).end();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
