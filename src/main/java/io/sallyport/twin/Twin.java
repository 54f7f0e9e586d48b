package io.sallyport.twin;

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
  private final World world;
  private final HubSignature signature;
  private final Listener listener;
  private final @Nullable Vertx owned;

  private Twin(TwinOptions options, Vertx vertx, boolean ownsVertx) {
    this.signature = new HubSignature(options.appSecret());
    Courier courier = new Courier(vertx, options, signature);
    this.world = World.of(options, new TwinClock(vertx), courier);
    FaultControl faults = new FaultControl(world.faults(), this::unplugFor);
    FrontDoor door = new FrontDoor(world, new ControlApi(world, faults), vertx);
    this.listener = new Listener(vertx, options.port(), door::handle);
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
      twin.listener.open();
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

  public TwinClock clock() {
    return world.clock();
  }

  /** The address webhooks go to from now on; null for none. */
  public void webhookUrl(@Nullable String url) {
    world.courier().url(url);
  }

  public void habits(DeliveryHabits habits) {
    world.courier().habits(habits);
  }

  /**
   * A text to the first number. Completes with the webhook's last HTTP status, 0 if unreachable.
   */
  public CompletableFuture<Integer> customerWrites(String phone, String text, Instant at) {
    return customerWrites(world.options().firstNumber().pnid(), phone, text, at);
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
    return customer(world.options().firstNumber().pnid(), name);
  }

  public TwinCustomer customer(String pnid, String name) {
    return new TwinCustomer(world, number(pnid), ContactName.of(name));
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
    return new WabaControl(world)
        .update(wabaId, field, value)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** Delivers the bytes as they are, signed. */
  public CompletableFuture<Integer> deliver(byte[] payload) {
    return world
        .courier()
        .sendBytes(Buffer.buffer(payload))
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** The value of {@code X-Hub-Signature-256} for the bytes. */
  public String sign(byte[] payload) {
    return signature.of(payload);
  }

  /** Accepted sends, newest last. */
  public List<SentMessage> messages() {
    return world.outbox().all();
  }

  /** Every Graph request, newest last. */
  public List<ReceivedRequest> requests() {
    return world.requests().all();
  }

  /** Every POST on a send edge, in whatever spelling, accepted or not. */
  public List<ReceivedRequest> sends() {
    return requests().stream().filter(ReceivedRequest::isSend).toList();
  }

  public int templateListCalls() {
    return world.requests().templateLists();
  }

  public void putTemplate(TwinTemplate template) {
    world.shelf().put(template);
  }

  public void fault(Fault fault, int times) {
    fault(FaultOrder.of(fault, times));
  }

  public void fault(FaultOrder order) {
    world.faults().add(order);
  }

  public void clearFaults() {
    world.faults().clear();
  }

  /** Closes the port, so that connections are refused by the kernel, until {@link #plug}. */
  public void unplug() {
    listener.close();
  }

  public void plug() {
    listener.open();
  }

  /** Forgets everything but what the twin was started with. */
  public void reset() {
    world.reset();
  }

  @Override
  public void close() {
    listener.close();
    world.courier().close();
    if (owned != null) {
      owned.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void unplugFor(Duration span) {
    listener.closeFor(span);
  }

  private TwinNumber number(String pnid) {
    return world
        .number(pnid)
        .orElseThrow(() -> new IllegalArgumentException("No phone_number_id " + pnid));
  }

  /**
   * Starts the seed: {@code -Dtwin.port, -Dtwin.webhook-url, -Dtwin.app-secret,
   * -Dtwin.verify-token}, or the same as args.
   */
  public static void main(String[] args) {
    TwinOptions seed = TwinSeed.options();
    TwinSettings settings = new TwinSettings(args);
    Twin twin =
        start(
            seed.withPort(Integer.parseInt(settings.get("twin.port", "8090")))
                .withWebhookUrl(settings.find("twin.webhook-url"))
                .withAppSecret(settings.get("twin.app-secret", seed.appSecret()))
                .withVerifyToken(settings.find("twin.verify-token")));
    System.out.println("The twin listens on port " + twin.port());
  }
}
