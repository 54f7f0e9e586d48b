package io.sallyport.twin.wazzup;

import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.http.Listener;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running Wazzup, for {@code sallyport.wazzup.url}. Start and {@link #close} block; call them
 * from no event loop.
 */
public final class WazzupTwin implements AutoCloseable {

  /** A call of the API, as it arrived. */
  public record Call(String method, String path, @Nullable String authorization, String body) {}

  private final WazzupOptions options;
  private final TwinClock clock;
  private final WazzupStates channels;
  private final WazzupChats chats = new WazzupChats();
  private final WazzupFaults faults = new WazzupFaults();
  private final WazzupHooks hooks;
  private final WazzupMessages messages;
  private final WazzupApi api;
  private final WazzupControls controls;
  private final ControlApi control;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Listener listener;
  private final @Nullable Vertx owned;

  private WazzupTwin(WazzupOptions options, Vertx vertx, boolean ownsVertx) {
    this.options = options;
    this.clock = new TwinClock(vertx);
    this.channels = new WazzupStates(options.channels());
    this.hooks = new WazzupHooks(vertx, clock, options.webhooksUri());
    this.messages = new WazzupMessages(clock, channels, chats, hooks);
    this.api = new WazzupApi(options.apiKey(), channels, messages, hooks);
    this.controls = new WazzupControls(clock, channels, chats, messages, hooks, faults);
    this.control = controls.api(this::reset);
    this.listener = new Listener(vertx, options.port(), this::handle);
    this.owned = ownsVertx ? vertx : null;
  }

  /** Starts a twin with a Vert.x of its own. */
  public static WazzupTwin start(WazzupOptions options) {
    WazzupTwin twin = new WazzupTwin(options, Vertx.vertx(), true);
    try {
      twin.listener.open();
    } catch (IllegalStateException e) {
      twin.close();
      throw e;
    }
    return twin;
  }

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, Request.of(request, body)));
  }

  private void answer(HttpServerRequest request, Request call) {
    if (call.path().equals("/twin") || call.path().startsWith("/twin/")) {
      control
          .answer(call)
          .otherwise(e -> Response.json(500, JsonObject.of("error", String.valueOf(e))))
          .onSuccess(response -> response.withNewline().writeTo(request.response()));
      return;
    }
    calls.add(
        new Call(
            call.method(),
            request.uri(),
            call.headers().get("Authorization"),
            call.body().toString()));
    Optional<WazzupFaults.Fault> fault =
        WazzupApi.isMessage(call) ? faults.next() : Optional.empty();
    if (fault.isPresent()) {
      WazzupFaults.carryOut(fault.get(), request, () -> api.answer(call));
    } else {
      api.answer(call).onSuccess(response -> response.writeTo(request.response()));
    }
  }

  public int port() {
    return listener.port();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  public TwinClock clock() {
    return clock;
  }

  public void webhooksUri(@Nullable String uri) {
    hooks.uri(uri);
  }

  public @Nullable String webhooksUri() {
    return hooks.uri();
  }

  /** Whether messages of the API are told as echoes, and how often each delivery comes. */
  public void hookWays(boolean echoes, int copies) {
    hooks.ways(echoes, copies);
  }

  /** A customer writes; the gateway's answer to the webhook. */
  public int inbound(String channelId, String chatId, JsonObject order) {
    return wait(controls.inbound(channelId, transport(channelId), chatId, order));
  }

  public int inbound(String channelId, String chatId) {
    return inbound(channelId, chatId, JsonObject.of("text", "Hello"));
  }

  /** The business writes on its phone. */
  public int phone(String channelId, String chatId, String text) {
    return wait(
        controls.phone(channelId, transport(channelId), chatId, JsonObject.of("text", text)));
  }

  public int state(String channelId, String state) {
    return wait(controls.become(channelId, state));
  }

  /** Any body as a webhook. */
  public int tell(JsonObject body) {
    return wait(hooks.tell(body));
  }

  private String transport(String channelId) {
    return String.valueOf(channels.transport(channelId));
  }

  private static int wait(Future<Integer> told) {
    try {
      return told.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The webhook was not answered", e);
    }
  }

  /** Newest last. */
  public List<WazzupMessage> messages() {
    return messages.all();
  }

  /** Calls but those of the control API, newest last. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** What deliveries were answered, newest last. */
  public List<Integer> answers() {
    return hooks.sent().stream().map(WazzupHooks.Sent::status).toList();
  }

  /** The next messages go wrong, see {@link WazzupControls}. */
  public void fault(String fault, int times) {
    faults.add(fault, times);
  }

  /** Closes the port, so that connections are refused, until {@link #plug}. */
  public void unplug() {
    listener.close();
  }

  public void plug() {
    listener.open();
  }

  /** Forgets everything but what the twin was started with. */
  public void reset() {
    clock.reset();
    channels.clear();
    chats.clear();
    messages.clear();
    faults.clear();
    calls.clear();
    hooks.clear(options.webhooksUri());
  }

  @Override
  public void close() {
    listener.close();
    hooks.close();
    if (owned != null) {
      owned.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Starts the seed: {@code -Dwazzup.port, -Dwazzup.webhooks}. */
  public static void main(String[] args) {
    WazzupTwin twin =
        start(
            WazzupOptions.seed()
                .withPort(Integer.getInteger("wazzup.port", 8092))
                .withWebhooksUri(System.getProperty("wazzup.webhooks")));
    System.out.println("The Wazzup twin listens on port " + twin.port());
  }
}
