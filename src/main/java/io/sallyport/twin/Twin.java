package io.sallyport.twin;

import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.http.Listener;
import io.sallyport.twin.outbound.SentMessage;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.templates.TwinTemplate;
import io.sallyport.twin.webhooks.HubSignature;
import io.sallyport.twin.webhooks.WebhookDelivery;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A running Cloud API simulator on a port of its own.
 *
 * <p>Start, {@link #unplug} and {@link #close} block until the socket is in the new state; call
 * them from no event loop.
 */
public final class Twin implements AutoCloseable {
  private final Assembly parts;
  private final HubSignature signature;
  private final Listener listener;
  private final Listener instagramListener;
  private final @Nullable Vertx owned;

  private Twin(TwinOptions options, Vertx vertx, boolean ownsVertx) {
    this.signature = new HubSignature(options.appSecret());
    this.parts = new Assembly(options, vertx, signature);
    RequestRouter router = parts.router(vertx, this::unplugFor);
    this.listener = new Listener(vertx, options.port(), router::handle);
    this.instagramListener =
        new Listener(vertx, options.instagramPort(), router::handleAtInstagram);
    this.owned = ownsVertx ? vertx : null;
  }

  /** Starts a twin with a Vert.x of its own. */
  public static Twin start(TwinOptions options) {
    return started(new Twin(options, Vertx.vertx(), true));
  }

  /** Starts a twin on the given Vert.x, which stays open when the twin closes. */
  public static Twin start(TwinOptions options, Vertx vertx) {
    return started(new Twin(options, vertx, false));
  }

  private static Twin started(Twin twin) {
    try {
      twin.plug();
    } catch (IllegalStateException e) {
      twin.close();
      throw e;
    }
    return twin;
  }

  public int port() {
    return listener.port();
  }

  /** The base address to configure as Graph's. */
  public String url() {
    return "http://localhost:" + port();
  }

  /** The base address to configure as that of Instagram Login. */
  public String instagramUrl() {
    return "http://localhost:" + instagramPort();
  }

  public int instagramPort() {
    return instagramListener.port();
  }

  public TwinClock clock() {
    return parts.clock;
  }

  /** The address webhooks go to from now on; null for none. */
  public void webhookUrl(@Nullable String url) {
    parts.sender.url(url);
  }

  public void webhookDelivery(WebhookDelivery delivery) {
    parts.sender.delivery(delivery);
  }

  /**
   * A text to the first number. Completes with the webhook's last HTTP status, 0 if unreachable.
   */
  public CompletableFuture<Integer> customerWrites(String phone, String text, Instant at) {
    return customerWrites(parts.numbers.first().pnid(), phone, text, at);
  }

  public CompletableFuture<Integer> customerWrites(
      String pnid, String phone, String text, Instant at) {
    return customer(pnid, phone).writes(text, at);
  }

  /** The customer stops or resumes marketing messages of the first number. */
  public CompletableFuture<Integer> customerPrefers(String phone, boolean stop) {
    return customer(phone).prefers(stop);
  }

  /** A customer of the first number, by any name and spelling. */
  public TwinCustomer customer(String name) {
    return customer(parts.numbers.first().pnid(), name);
  }

  public TwinCustomer customer(String pnid, String name) {
    return new TwinCustomer(parts.inbound, parts.numbers.get(pnid), ContactName.of(name));
  }

  /**
   * Meta restricts, disables or reinstates the account, which is true at once.
   *
   * @param value of the {@code account_update}, as Meta writes it
   *     (platform-facts.md#account-restrictions)
   */
  public CompletableFuture<Integer> accountUpdate(String wabaId, JsonObject value) {
    return update(wabaId, "account_update", value);
  }

  /**
   * Tells any change of an account, with the time and without a number
   * (platform-facts.md#account-webhooks).
   */
  public CompletableFuture<Integer> update(String wabaId, String field, JsonObject value) {
    return parts
        .accountUpdates
        .update(wabaId, field, value)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Delivers the bytes as they are, signed. */
  public CompletableFuture<Integer> deliver(byte[] payload) {
    return parts.sender.sendBytes(Buffer.buffer(payload)).toCompletionStage().toCompletableFuture();
  }

  /** The value of {@code X-Hub-Signature-256} for the bytes. */
  public String sign(byte[] payload) {
    return signature.of(payload);
  }

  /** Messenger and Instagram: the accounts, what their people do, and what was sent to them. */
  public TwinAccount account(String id) {
    return new TwinAccount(parts.messenger, parts.clock, id);
  }

  /** Accepted sends of WhatsApp, newest last. */
  public List<SentMessage> messages() {
    return parts.sent.all();
  }

  /** Every Graph request, newest last. */
  public List<ReceivedRequest> requests() {
    return parts.requests.all();
  }

  /** Every POST on a send edge, in whatever spelling, accepted or not. */
  public List<ReceivedRequest> sends() {
    return requests().stream().filter(ReceivedRequest::isSend).toList();
  }

  public int templateListCalls() {
    return parts.requests.templateLists();
  }

  public void putTemplate(TwinTemplate template) {
    parts.templates.put(template);
  }

  public void fault(Fault fault, int times) {
    fault(FaultOrder.of(fault, times));
  }

  public void fault(FaultOrder order) {
    parts.faults.add(order);
  }

  public void clearFaults() {
    parts.faults.clear();
  }

  /** Closes the port, so that connections are refused by the kernel, until {@link #plug}. */
  public void unplug() {
    listener.close();
    instagramListener.close();
  }

  public void plug() {
    listener.open();
    instagramListener.open();
  }

  /** Forgets everything but what the twin was started with. */
  public void reset() {
    parts.reset();
  }

  @Override
  public void close() {
    unplug();
    parts.sender.close();
    if (owned != null) {
      owned.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void unplugFor(Duration span) {
    listener.closeFor(span);
    instagramListener.closeFor(span);
  }

  /**
   * Starts the seed: {@code -Dtwin.port, -Dtwin.webhook-url, -Dtwin.app-secret,
   * -Dtwin.verify-token, -Dtwin.instagram-port}, or the same as args.
   */
  public static void main(String[] args) {
    TwinOptions seed = TwinSeed.options();
    TwinSettings settings = new TwinSettings(args);
    Twin twin =
        start(
            seed.withPort(Integer.parseInt(settings.get("twin.port", "8090")))
                .withWebhookUrl(settings.find("twin.webhook-url"))
                .withAppSecret(settings.get("twin.app-secret", seed.appSecret()))
                .withVerifyToken(settings.find("twin.verify-token"))
                .withInstagramPort(Integer.parseInt(settings.get("twin.instagram-port", "0"))));
    System.out.println("The twin listens on port " + twin.port());
  }
}
