package io.sallyport.twin.kommo;

import io.sallyport.twin.http.Listener;
import io.sallyport.twin.kommo.amojo.Gaps;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.control.ReceivedCall;
import io.sallyport.twin.kommo.faults.KommoFault;
import io.sallyport.twin.kommo.faults.KommoFaultOrder;
import io.sallyport.twin.kommo.hooks.HookWays;
import io.sallyport.twin.kommo.hooks.SentHook;
import io.sallyport.twin.kommo.templates.ChatTemplate;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A running Kommo on a port of its own, for {@code kommo.amojo-url} and every account's {@code
 * api-url}.
 *
 * <p>Start, {@link #unplug} and {@link #close} block until the socket is in the new state; call
 * them from no event loop.
 */
public final class KommoTwin implements AutoCloseable {
  private final KommoAssembly parts;
  private final Listener listener;
  private final @Nullable Vertx owned;

  private KommoTwin(KommoOptions options, Vertx vertx, boolean ownsVertx) {
    this.parts = new KommoAssembly(options, vertx, this::url);
    KommoRouter router = parts.router(vertx, this::unplugFor);
    this.listener = new Listener(vertx, options.port(), router::handle);
    this.owned = ownsVertx ? vertx : null;
  }

  /** Starts a twin with a Vert.x of its own. */
  public static KommoTwin start(KommoOptions options) {
    return started(new KommoTwin(options, Vertx.vertx(), true));
  }

  /** Starts a twin on the given Vert.x, which stays open when the twin closes. */
  public static KommoTwin start(KommoOptions options, Vertx vertx) {
    return started(new KommoTwin(options, vertx, false));
  }

  private static KommoTwin started(KommoTwin twin) {
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

  public String url() {
    return "http://localhost:" + port();
  }

  public TwinClock clock() {
    return parts.clock;
  }

  /** The hook address of every channel from now on, with {@code :scope_id} in it. */
  public void hookUrl(@Nullable String url) {
    parts.scopes.hookUrl(url);
  }

  public void hookWays(HookWays ways) {
    parts.hooks.ways(ways);
  }

  /** The manager of the account writes, as {@code POST /twin/chats/{who}/messages}. */
  public CompletableFuture<JsonObject> write(Account account, String who, JsonObject order) {
    return parts.manager.write(account, who, order).toCompletionStage().toCompletableFuture();
  }

  public CompletableFuture<JsonObject> write(Account account, String who, String text) {
    return write(account, who, JsonObject.of("text", text));
  }

  /** The connection of an account, if it has one. */
  public Optional<Scope> scope(Account account) {
    return parts.scopes.of(account);
  }

  public List<Chat> chats() {
    return parts.chats.all();
  }

  /** By Kommo's id. */
  public Optional<ChatMessage> message(String id) {
    return parts.chats.message(id);
  }

  public List<ChatTemplate> templates(Account account) {
    return parts.templates.all(account);
  }

  /** Newest last. */
  public List<SentHook> hooks() {
    return parts.hooks.sent();
  }

  /** Every call but those of the control API, newest last. */
  public List<ReceivedCall> calls() {
    return parts.calls.all();
  }

  public List<ReceivedCall> calls(String kind) {
    return calls().stream().filter(call -> call.kind().equals(kind)).toList();
  }

  public void fault(KommoFault fault, String on, int times) {
    fault(KommoFaultOrder.of(fault, on, times));
  }

  public void fault(KommoFaultOrder order) {
    parts.faults.add(order);
  }

  public void clearFaults() {
    parts.faults.clear();
  }

  public Gaps gaps() {
    return parts.gaps;
  }

  /** Closes the port, so that connections are refused by the kernel, until {@link #plug}. */
  public void unplug() {
    listener.close();
  }

  public void plug() {
    listener.open();
  }

  /** Forgets everything but what the twin was started with; nobody is connected. */
  public void reset() {
    parts.reset();
  }

  @Override
  public void close() {
    listener.close();
    parts.close();
    if (owned != null) {
      owned.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void unplugFor(Duration span) {
    listener.closeFor(span);
  }

  /** Starts the seed: {@code -Dkommo.port, -Dkommo.hook-url}. */
  public static void main(String[] args) {
    KommoOptions options = KommoSeed.options().withPort(Integer.getInteger("kommo.port", 8091));
    KommoTwin twin = start(options.withHookUrl(System.getProperty("kommo.hook-url")));
    System.out.println("The Kommo twin listens on port " + twin.port());
  }
}
