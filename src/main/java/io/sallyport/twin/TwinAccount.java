package io.sallyport.twin;

import io.sallyport.twin.messenger.MessengerParts;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.sends.Draft;
import io.sallyport.twin.messenger.sends.Sent;
import io.sallyport.twin.messenger.sends.Verdict;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Page or Instagram account: what its people do, and what was sent to them. */
public final class TwinAccount {
  private final MessengerParts parts;
  private final TwinClock clock;
  private final String id;

  TwinAccount(MessengerParts parts, TwinClock clock, String id) {
    this.parts = parts;
    this.clock = clock;
    this.id = id;
  }

  /** Adds the account, or changes it. */
  public TwinAccount put(Account account) {
    parts.accounts.put(account);
    return this;
  }

  /**
   * A person does something, as by {@code POST /twin/accounts/{id}/people/{person}/{act}}.
   *
   * @return id of the message, comment or token; timestamp (ms); webhook: the gateway's last status
   */
  public CompletableFuture<JsonObject> does(String person, String act, JsonObject order) {
    return parts
        .acts
        .act(parts.accounts.get(id), person, act, order)
        .toCompletionStage()
        .toCompletableFuture();
  }

  /** What Meta knows of a person, as the control API shows it. */
  public JsonObject truth(String person) {
    return parts.threads.with(parts.accounts.get(id), person).view(clock.now());
  }

  /** What would become of a send at a time, without sending it. */
  public Verdict judge(Draft draft, Instant at) {
    return parts.rules.judge(List.of(parts.accounts.get(id)), draft, at);
  }

  /** Messages that were taken, newest last. */
  public List<Sent> messages() {
    return parts.sends.all().stream().filter(sent -> sent.account().equals(id)).toList();
  }
}
