package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.GrayUpdates.Addressee;
import io.sallyport.ledger.Reservation;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Marks;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of providers, whose statuses name nothing but the message's id. Whose a message is has a
 * key of its own: a status that comes before its send is settled waits there.
 */
public final class ProvidersMessages {

  private final Scripts scripts;
  private final TimeLimit limit;
  private final Consumer<Effect> effects;

  /**
   * @param timeout after which a call fails
   * @param effects told what was noticed
   */
  public ProvidersMessages(Scripts scripts, Duration timeout, Consumer<Effect> effects) {
    this.scripts = scripts;
    this.limit = new TimeLimit(timeout);
    this.effects = effects;
  }

  Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }

  private Future<String> tell(String messageId, String what, String value) {
    return run(Script.GRAY_WHOSE
            .call()
            .key("message", Keys.providersMessage(messageId))
            .set("what", what)
            .set("value", value))
        .map(Response::toString);
  }

  /** A send was taken: first its place is named, so that whoever comes second gives it back. */
  Future<Void> taken(String channelId, Contact contact, String reservation, String messageId) {
    return run(Script.GRAY_SETTLE
            .call()
            .key("contact", Keys.contact(channelId, contact))
            .set("reservation", reservation)
            .set("mark", Marks.of(messageId)))
        .compose(named -> tell(messageId, "taken", channelId + " " + contact.id()))
        .compose(known -> early(known, channelId, contact, messageId));
  }

  /** A send was not taken; at once, since its place is wanted. */
  Future<Void> notTaken(Reservation reservation) {
    return run(Script.GRAY_SETTLE
            .call()
            .key("contact", Keys.contact(reservation.phoneNumberId(), reservation.contact()))
            .set("reservation", reservation.id()))
        .mapEmpty();
  }

  private Future<Void> early(String known, String channelId, Contact contact, String messageId) {
    String[] words = known.split(" ", -1);
    if (words.length != 3 || !words[0].equals("!")) {
      return Future.succeededFuture();
    }
    Instant at = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return failed(channelId, contact, messageId, at, Long.parseLong(words[2]));
  }

  /**
   * A message failed.
   *
   * @param window of its channel, whose end was the reason; null when that was another
   */
  Future<Void> failed(String messageId, Instant at, @Nullable Duration window) {
    long seconds = window == null ? 0 : window.toSeconds();
    return tell(messageId, "failed", at.toEpochMilli() + " " + seconds)
        .compose(
            known -> {
              Addressee whose = addressee(known);
              return whose == null
                  ? Future.succeededFuture()
                  : failed(whose.channelId(), whose.contact(), messageId, at, seconds);
            });
  }

  private Future<Void> failed(
      String channelId, Contact contact, String messageId, Instant at, long window) {
    return run(Script.GRAY_FAILED
            .call()
            .key("contact", Keys.contact(channelId, contact))
            .set("mark", Marks.of(messageId))
            .set("at", at.toEpochMilli())
            .set("window", window))
        .onSuccess(
            answer -> {
              if (answer.get(0).toInteger() == 1) {
                effects.accept(new Effect.ClosedAfterAll(channelId, Effect.Cause.UNKNOWN));
              }
            })
        .mapEmpty();
  }

  /** A contact wrote it: whether that is heard for the first time. */
  Future<Boolean> wrote(String messageId) {
    return tell(messageId, "wrote", "").map(String::isEmpty);
  }

  Future<@Nullable Addressee> addressee(Future<String> known) {
    return known.map(ProvidersMessages::addressee);
  }

  /** Whose it is. */
  Future<@Nullable Addressee> whose(String messageId) {
    return addressee(tell(messageId, "look", ""));
  }

  private static @Nullable Addressee addressee(String known) {
    int space = known.indexOf(' ');
    return space < 1 || known.startsWith("!")
        ? null
        : new Addressee(known.substring(0, space), new Contact(known.substring(space + 1)));
  }
}
