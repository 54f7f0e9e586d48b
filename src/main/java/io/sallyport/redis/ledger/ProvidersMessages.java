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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** A send that was taken. */
  record Taken(Addressee whose, Instant sentAt) {

    private static final Pattern KNOWN = Pattern.compile("([^@ !]+)@(\\d+) (.*)", Pattern.DOTALL);

    /** As it is remembered. */
    String text() {
      return whose.channelId() + "@" + sentAt.getEpochSecond() + " " + whose.contact().id();
    }

    /** What is remembered of a message; null when nothing is. */
    static @Nullable Taken read(String text) {
      Matcher parts = KNOWN.matcher(text);
      return parts.matches()
          ? new Taken(
              new Addressee(parts.group(1), new Contact(parts.group(3))),
              Instant.ofEpochSecond(Long.parseLong(parts.group(2))))
          : null;
    }
  }

  /** A send was taken: first its place is named, so that whoever comes second gives it back. */
  Future<Void> taken(Taken send, String reservation, String messageId) {
    return run(Script.GRAY_SETTLE
            .call()
            .key("contact", Keys.contact(send.whose().channelId(), send.whose().contact()))
            .set("reservation", reservation)
            .set("mark", Marks.of(messageId)))
        .compose(named -> tell(messageId, "taken", send.text()))
        .compose(known -> early(known, send, messageId));
  }

  /** A send was not taken; at once, since its place is wanted. */
  Future<Void> notTaken(Reservation reservation) {
    return run(Script.GRAY_SETTLE
            .call()
            .key("contact", Keys.contact(reservation.phoneNumberId(), reservation.contact()))
            .set("reservation", reservation.id()))
        .mapEmpty();
  }

  private Future<Void> early(String known, Taken send, String messageId) {
    String[] words = known.split(" ", -1);
    if (words.length != 3 || !words[0].equals("!")) {
      return Future.succeededFuture();
    }
    Instant at = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return failed(send, messageId, at, Long.parseLong(words[2]));
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
              Taken send = Taken.read(known);
              return send == null ? Future.succeededFuture() : failed(send, messageId, at, seconds);
            });
  }

  /** What the contact wrote since it was sent opens a window all the same. */
  private Future<Void> failed(Taken send, String messageId, Instant told, long window) {
    String channelId = send.whose().channelId();
    Instant at = told.isBefore(send.sentAt()) ? told : send.sentAt();
    return run(Script.GRAY_FAILED
            .call()
            .key("contact", Keys.contact(channelId, send.whose().contact()))
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
    Taken send = Taken.read(known);
    return send == null ? null : send.whose();
  }
}
