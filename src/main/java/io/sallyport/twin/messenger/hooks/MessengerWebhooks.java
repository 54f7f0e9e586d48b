package io.sallyport.twin.messenger.hooks;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Network;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.webhooks.HubSignature;
import io.sallyport.twin.webhooks.WebhookSender;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Tells the gateway what happened in a conversation (platform-facts.md#page-events). Every future
 * is the gateway's last HTTP status, 0 if it could not be reached.
 */
public final class MessengerWebhooks {
  private final WebhookSender sender;
  private final TwinClock clock;
  private final HubSignature app;
  private final HubSignature instagramApp;

  /**
   * @param app signs with the secret of the Facebook app
   * @param instagramApp signs with the Instagram app's, which is another one
   */
  public MessengerWebhooks(
      WebhookSender sender, TwinClock clock, HubSignature app, HubSignature instagramApp) {
    this.sender = sender;
    this.clock = clock;
    this.app = app;
    this.instagramApp = instagramApp;
  }

  /**
   * What a person did.
   *
   * @param event the members beside sender, recipient and timestamp
   */
  public Future<Integer> ofPerson(Account account, String person, Instant at, JsonObject event) {
    return messaging(account, "messaging", person, fromPerson(account, person, at, event));
  }

  /** What a person did while another app controls the thread. */
  public Future<Integer> onStandby(Account account, String person, Instant at, JsonObject event) {
    return messaging(account, "standby", person, fromPerson(account, person, at, event));
  }

  /** The echo of a message of the business, from wherever it was written. */
  public Future<Integer> ofBusiness(
      Account account, String person, Instant at, JsonObject message) {
    JsonObject event =
        JsonObject.of(
            "sender", id(account.id()),
            "recipient", id(person),
            "timestamp", at.toEpochMilli(),
            "message", message);
    return messaging(account, "messaging", person, event);
  }

  /** An event that is told as it is, with or without sender and recipient. */
  public Future<Integer> bare(Account account, String person, JsonObject event) {
    return messaging(account, "messaging", person, event);
  }

  private static JsonObject fromPerson(
      Account account, String person, Instant at, JsonObject event) {
    return JsonObject.of(
            "sender", id(person), "recipient", id(account.id()), "timestamp", at.toEpochMilli())
        .mergeIn(event);
  }

  private Future<Integer> messaging(Account account, String list, String person, JsonObject event) {
    JsonObject entry =
        JsonObject.of(
            "id", account.id(), "time", clock.now().toEpochMilli(), list, JsonArray.of(event));
    return send(account, person, entry);
  }

  /**
   * A comment, a visitor's post and whatever else is no message.
   *
   * @param at in whole seconds
   * @param flat as Meta's page for Instagram Login prints it, without {@code changes}
   */
  public Future<Integer> change(
      Account account, String subject, Instant at, String field, JsonObject value, boolean flat) {
    JsonObject entry = JsonObject.of("id", account.id(), "time", at.getEpochSecond());
    JsonObject change = JsonObject.of("field", field, "value", value);
    return send(
        account,
        subject,
        flat ? entry.mergeIn(change) : entry.put("changes", JsonArray.of(change)));
  }

  /** What the button "Test" of the app's dashboard sends: it is about nobody. */
  public Future<Integer> test(Account account) {
    JsonObject message = JsonObject.of("mid", "random_mid", "text", "random_text");
    JsonObject value =
        JsonObject.of(
            "sender",
            id("12334"),
            "recipient",
            id("23245"),
            "timestamp",
            "1527459824",
            "message",
            message);
    JsonObject payload = JsonObject.of("field", "messages", "value", value);
    return sender.send(account.id(), payload, signature(account));
  }

  private Future<Integer> send(Account account, String subject, JsonObject entry) {
    JsonObject payload =
        JsonObject.of("object", account.network().object(), "entry", JsonArray.of(entry));
    return sender.send(account.id() + " " + subject, payload, signature(account));
  }

  private HubSignature signature(Account account) {
    return account.network() == Network.INSTAGRAM_LOGIN ? instagramApp : app;
  }

  private static JsonObject id(String id) {
    return JsonObject.of("id", id);
  }
}
