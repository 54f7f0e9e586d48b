package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.Hook.Nothing;
import io.sallyport.connector.kommo.Hook.Typing;
import io.sallyport.ledger.SharedClock;
import io.sallyport.link.HookOutcome;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Relay;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Stores what Kommo posts; it posts each hook once. */
@Singleton
public final class HookInbox {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Relay relay;
  private final SharedClock clock;
  private final KommoState state;

  HookInbox(Relay relay, SharedClock clock, KommoState state) {
    this.relay = relay;
    this.clock = clock;
    this.state = state;
  }

  /**
   * Takes a hook whose signature is right. The same message twice is one.
   *
   * @return fails unless it is stored
   */
  public Uni<HookOutcome> take(KommoAccount account, byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException noJson) {
      return Uni.createFrom().item(HookOutcome.UNREADABLE);
    }
    Hook hook = Hook.read(json);
    if (hook instanceof Nothing) {
      return Uni.createFrom().item(HookOutcome.NOTHING);
    }
    Letter letter = new Letter(id(hook, body), stored(json), null, null, null);
    // Whether somebody is writing must not wait for messages, nor they for it.
    String order = (hook instanceof Typing ? "typing " : "") + hook.chat().id();
    return relay
        .queue(account.hooks(), letter, account.order(order))
        .invoke(() -> state.heard(account, clock.now()))
        .replaceWith(HookOutcome.QUEUED);
  }

  private static String id(Hook hook, byte[] body) {
    return "hook_"
        + (hook instanceof Message message ? message.id() : Letter.of(body, null, null).id());
  }

  private byte[] stored(JsonNode hook) {
    ObjectNode stored = JSON.createObjectNode().put("received", clock.now().toEpochMilli());
    return stored.set("hook", hook).toString().getBytes(StandardCharsets.UTF_8);
  }
}
