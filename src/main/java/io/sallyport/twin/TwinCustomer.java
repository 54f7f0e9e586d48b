package io.sallyport.twin;

import io.sallyport.twin.inbound.CustomerMessage;
import io.sallyport.twin.inbound.Inbound;
import io.sallyport.twin.inbound.PhoneCall;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.CustomerTruth;
import io.sallyport.twin.people.Names;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A customer, by one of their names, and one business phone number: what the customer does, and
 * what the twin knows about them. Every change is true at once; the future is the last HTTP status
 * of the webhook about it, of several the first that is not 200, and 0 if the gateway could not be
 * reached.
 */
public final class TwinCustomer {
  private final Inbound inbound;
  private final TwinNumber number;
  private final ContactName name;

  TwinCustomer(Inbound inbound, TwinNumber number, ContactName name) {
    this.inbound = inbound;
    this.number = number;
    this.name = name;
  }

  /** Meta knows these names, too; no webhook says so. */
  public TwinCustomer alsoKnownAs(@Nullable String userId, @Nullable String parentUserId) {
    inbound.names().addNames(name, Names.ids(userId, parentUserId));
    return this;
  }

  /** Whether webhooks leave out the phone; needs a BSUID. */
  public TwinCustomer hidesPhone(boolean hidden) {
    inbound.names().hidePhone(name, hidden);
    return this;
  }

  /** The name is the spelling webhooks show from now on, if it is a phone. */
  public CompletableFuture<Integer> writes(CustomerMessage message) {
    return completable(inbound.customers().write(number, name, message).webhook());
  }

  public CompletableFuture<Integer> writes(String text, Instant at) {
    return writes(CustomerMessage.text(text, at));
  }

  /** Stops or resumes marketing. */
  public CompletableFuture<Integer> prefers(boolean stop) {
    return prefers(stop ? "stop" : "resume");
  }

  /** Signs up for marketing in the app (platform-facts.md#in-app-signup). */
  public CompletableFuture<Integer> signsUp() {
    return prefers("signup");
  }

  private CompletableFuture<Integer> prefers(String choice) {
    return completable(inbound.customers().preferMarketing(number, name, choice));
  }

  public CompletableFuture<Integer> rings(PhoneCall call) {
    return completable(inbound.calls().ring(number, name, call));
  }

  /** The old number belongs to nobody then, and so do ids that are not given again. */
  public CompletableFuture<Integer> changesNumber(
      String to, @Nullable String userId, @Nullable String parentUserId) {
    Names ids = Names.ids(userId, parentUserId);
    return completable(inbound.names().changeNumber(number, name, ContactName.of(to), ids));
  }

  public CompletableFuture<Integer> changesUserId(String userId, @Nullable String parentUserId) {
    Names ids = Names.ids(userId, parentUserId);
    return completable(inbound.names().changeUserId(number, name, ids, null, true));
  }

  /**
   * Both at once: Meta makes a new id for a new number, and tells the old one
   * (platform-facts.md#changed-numbers-and-user-ids).
   */
  public CompletableFuture<Integer> changesNumberAndUserId(String to, String userId) {
    Names ids = Names.ids(userId, null);
    return completable(inbound.names().changeUserId(number, name, ids, ContactName.of(to), true));
  }

  /** Somebody of the business writes to the customer in the app. Opens nothing. */
  public CompletableFuture<Integer> isWrittenToInTheApp(String text, Instant at) {
    return completable(inbound.app().echo(number, name, text, at, false));
  }

  /** A thread from before arrives. Opens nothing. */
  public CompletableFuture<Integer> hasHistory(String text, Instant at) {
    JsonObject progress = JsonObject.of("phase", 0, "chunk_order", 1, "progress", 100);
    return completable(inbound.app().history(number, name, text, at, progress));
  }

  public CustomerTruth truth() {
    return inbound.customers().truth(number, name);
  }

  private static CompletableFuture<Integer> completable(Future<Integer> webhook) {
    return webhook.toCompletionStage().toCompletableFuture();
  }
}
