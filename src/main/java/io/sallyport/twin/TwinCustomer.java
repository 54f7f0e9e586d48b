package io.sallyport.twin;

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
  private final World world;
  private final TwinNumber number;
  private final ContactName name;

  TwinCustomer(World world, TwinNumber number, ContactName name) {
    this.world = world;
    this.number = number;
    this.name = name;
  }

  /** Meta knows these names, too; no webhook says so. */
  public TwinCustomer alsoKnownAs(@Nullable String userId, @Nullable String parentUserId) {
    new Identities(world).introduce(name, Names.ids(userId, parentUserId));
    return this;
  }

  /** Whether webhooks leave out the phone; needs a BSUID. */
  public TwinCustomer hidesPhone(boolean hidden) {
    new Identities(world).hidePhone(name, hidden);
    return this;
  }

  /** The name is the spelling webhooks show from now on, if it is a phone. */
  public CompletableFuture<Integer> writes(CustomerMessage message) {
    return completable(new Customers(world).write(number, name, message).webhook());
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
    return completable(new Customers(world).preferMarketing(number, name, choice));
  }

  public CompletableFuture<Integer> rings(PhoneCall call) {
    return completable(new PhoneCalls(world).ring(number, name, call));
  }

  /** From then on the old number is nobody, and the old ids are, unless told again. */
  public CompletableFuture<Integer> changesNumber(
      String to, @Nullable String userId, @Nullable String parentUserId) {
    Names told = Names.ids(userId, parentUserId);
    return completable(new Identities(world).changeNumber(number, name, ContactName.of(to), told));
  }

  public CompletableFuture<Integer> changesUserId(String userId, @Nullable String parentUserId) {
    Names told = Names.ids(userId, parentUserId);
    return completable(new Identities(world).changeUserId(number, name, told, null, true));
  }

  /**
   * Both at once: Meta makes a new id for a new number, and tells the old one
   * (platform-facts.md#changed-numbers-and-user-ids).
   */
  public CompletableFuture<Integer> changesNumberAndUserId(String to, String userId) {
    Names told = Names.ids(userId, null);
    return completable(
        new Identities(world).changeUserId(number, name, told, ContactName.of(to), true));
  }

  /** Somebody of the business writes to the customer in the app. Opens nothing. */
  public CompletableFuture<Integer> isWrittenToInTheApp(String text, Instant at) {
    return completable(new BusinessApp(world).echo(number, name, text, at, false));
  }

  /** A thread from before arrives. Opens nothing. */
  public CompletableFuture<Integer> hasHistory(String text, Instant at) {
    JsonObject progress = JsonObject.of("phase", 0, "chunk_order", 1, "progress", 100);
    return completable(new BusinessApp(world).history(number, name, text, at, progress));
  }

  public CustomerTruth truth() {
    return new Customers(world).truth(number, name);
  }

  private static CompletableFuture<Integer> completable(Future<Integer> webhook) {
    return webhook.toCompletionStage().toCompletableFuture();
  }
}
