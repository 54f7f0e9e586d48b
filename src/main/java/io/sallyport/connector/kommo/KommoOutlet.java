package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.connector.kommo.ToKommo.StatusOf;
import io.sallyport.ledger.SharedClock;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells Kommo, call by call, what is in a letter: a delivery of Meta's, or what was told it. */
@Singleton
final class KommoOutlet {

  private static final Logger LOG = Logger.getLogger(KommoOutlet.class);

  /** Begins the id of a letter about one message of Kommo's. */
  static final String TOLD = "told_";

  /** Kommo may have taken a message, and not know it yet. */
  private static final Duration UNKNOWN_YET = Duration.ofSeconds(10);

  /** Letters that another replica has taken over stay until then. */
  private static final int MOST_IN_PROGRESS = 10_000;

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int BAD_DATA = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How far a letter has come.
   *
   * @param done calls that Kommo has taken
   * @param missing since when Kommo does not know the next one's message; null for not
   * @param worst of those: one that Kommo never takes does not keep the others back
   */
  private record Progress(int done, @Nullable Instant missing, Attempt worst) {

    static final Progress NONE = new Progress(0, null, Attempt.delivered());

    Progress next(Attempt end) {
      boolean isGood = end.kind() == Attempt.Kind.DELIVERED;
      return new Progress(done + 1, null, isGood ? worst : end);
    }
  }

  /** A letter's account and what is told of it. */
  private record Told(KommoAccount account, Letter letter, List<ToKommo> items, String source) {

    String name() {
      return account.target() + " " + letter.id();
    }
  }

  private final KommoCalls calls;
  private final Sources sources;
  private final KommoState state;
  private final SharedClock clock;

  /** Of letters that are tried again; another replica begins them anew, which Kommo bears. */
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  KommoOutlet(KommoCalls calls, Sources sources, KommoState state, SharedClock clock) {
    this.calls = calls;
    this.sources = sources;
    this.state = state;
    this.clock = clock;
  }

  /** Tries once; never fails. */
  Uni<Attempt> post(KommoAccount account, Letter letter) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(handle(account, letter)))
        .onFailure()
        .recoverWithItem(KommoOutlet::failed)
        .invoke(attempt -> note(account, attempt));
  }

  private void note(KommoAccount account, Attempt attempt) {
    if (progress.size() > MOST_IN_PROGRESS) {
      progress.clear();
    }
    if (!attempt.error().isEmpty() && attempt.kind() != Attempt.Kind.LATER) {
      state.failed(account, attempt.error());
    }
  }

  private Future<Attempt> handle(KommoAccount account, Letter letter) {
    JsonNode body;
    try {
      body = JSON.readTree(letter.body());
    } catch (IOException noJson) {
      return Future.succeededFuture(Attempt.delivered());
    }
    if (letter.id().startsWith(TOLD)) {
      CallbackData about = CallbackData.read(body.path("about").asText(""));
      Ending.Failed why =
          new Ending.Failed(body.path("code").asInt(), body.path("sentence").asText(""));
      List<ToKommo> one = about == null ? List.of() : List.of(Status.failed(about, why));
      return next(new Told(account, letter, one, ""));
    }
    WebhookItems found = WebhookItems.of(body, account.number().phoneNumberId());
    return found.items().isEmpty()
        ? Future.succeededFuture(Attempt.delivered())
        : sources
            .of(account, found.displayNumber())
            .compose(source -> next(new Told(account, letter, found.items(), source)));
  }

  /** One after another, from where it has come to. */
  private Future<Attempt> next(Told told) {
    Progress before = progress.getOrDefault(told.name(), Progress.NONE);
    if (before.done() >= told.items().size()) {
      progress.remove(told.name());
      return Future.succeededFuture(before.worst());
    }
    ToKommo item = told.items().get(before.done());
    return calls
        .tell(told.account(), item, told.source())
        .compose(
            status -> {
              Attempt end = end(told, item, status, before);
              return switch (end.kind()) {
                case DELIVERED, UNDELIVERABLE -> {
                  progress.put(told.name(), before.next(end));
                  yield next(told);
                }
                default -> Future.succeededFuture(end);
              };
            });
  }

  private Attempt end(Told told, ToKommo item, int status, Progress before) {
    if (status >= 200 && status < 300) {
      return Attempt.delivered();
    } else if (status == AmojoClient.MESSAGE_MISSING) {
      return missing(told, item, before);
    } else if (status == BAD_DATA) {
      LOG.warnf("kommo never takes a call account=%s", told.account().name());
      return Attempt.undeliverable("HTTP 400");
    }
    return Attempt.failing("HTTP " + status);
  }

  /** After a while only what a manager must know is a dead letter. */
  private Attempt missing(Told told, ToKommo item, Progress before) {
    Instant now = clock.now();
    Instant since = before.missing() == null ? now : before.missing();
    if (Duration.between(since, now).compareTo(UNKNOWN_YET) < 0) {
      progress.put(told.name(), new Progress(before.done(), since, before.worst()));
      return Attempt.later(AGAIN, "not known to Kommo yet");
    }
    LOG.warnf("kommo does not know a message account=%s", told.account().name());
    boolean isFailure =
        (item instanceof Status status && status.failed() != null)
            || (item instanceof StatusOf other && other.failed() != null);
    return isFailure ? Attempt.undeliverable("HTTP 404") : Attempt.delivered();
  }

  private static Attempt failed(Throwable failure) {
    boolean isUnreachable =
        failure instanceof ConnectException || failure instanceof UnknownHostException;
    return isUnreachable
        ? Attempt.unreachable("no connection")
        : Attempt.failing(failure.getClass().getSimpleName());
  }
}
