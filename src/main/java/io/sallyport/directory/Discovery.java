package io.sallyport.directory;

import io.sallyport.account.ListedNumber;
import io.sallyport.account.Listing;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.SharedClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds a WABA's numbers: asks Meta, and keeps for every replica what it answers. */
@Singleton
public final class Discovery {

  private static final Logger LOG = Logger.getLogger(Discovery.class);

  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private final NumberSource source;
  private final Directory directory;
  private final Wabas wabas;
  private final LedgerUpdates ledger;
  private final SharedClock clock;
  private final Map<String, Uni<Listing>> asking = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Map<String, Instant> answered = new ConcurrentHashMap<>();

  Discovery(
      NumberSource source,
      Directory directory,
      Wabas wabas,
      LedgerUpdates ledger,
      SharedClock clock) {
    this.source = source;
    this.directory = directory;
    this.wabas = wabas;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Why Meta did not list a WABA's numbers when it was asked last; null when it did. */
  public @Nullable String problem(String wabaId) {
    return problems.get(wabaId);
  }

  /**
   * Asks Meta for a WABA's numbers. Calls on one replica share a question in progress.
   *
   * @return fails with {@link NumberSource.Refused} when the WABA is not known or has no token, and
   *     when Meta refuses; with {@link NumberSource.Unavailable} when Meta does not answer; with
   *     anything else when the store does not
   */
  public Uni<Listing> ask(String wabaId) {
    return Uni.createFrom().deferred(() -> asking.computeIfAbsent(wabaId, this::begin));
  }

  /** The same, for someone who asks for it: a second after Meta's last answer at the soonest. */
  public Uni<Listing> askNow(String wabaId) {
    Instant last = answered.getOrDefault(wabaId, Instant.EPOCH);
    Duration since = Duration.between(last, clock.now());
    return since.compareTo(AT_MOST_EVERY) >= 0
        ? ask(wabaId)
        : Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .by(AT_MOST_EVERY.minus(since))
            .chain(() -> ask(wabaId));
  }

  private Uni<Listing> begin(String wabaId) {
    return Uni.createFrom()
        .deferred(() -> list(wabaId))
        .invoke(
            listed -> {
              problems.remove(wabaId);
              answered.put(wabaId, listed.at());
            })
        .onFailure()
        .invoke(failure -> failed(wabaId, failure))
        .onTermination()
        .invoke(() -> asking.remove(wabaId))
        .memoize()
        .indefinitely();
  }

  private void failed(String wabaId, Throwable failure) {
    String because =
        failure instanceof NumberSource.Refused
            ? String.valueOf(failure.getMessage())
            : cause(failure).getClass().getSimpleName();
    if (!because.equals(problems.put(wabaId, because))) {
      LOG.warnf("numbers not listed waba=%s because=%s", wabaId, because);
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof NumberSource.Unavailable && cause != null ? cause : failure;
  }

  private Uni<Listing> list(String wabaId) {
    String token =
        wabas
            .find(wabaId)
            .map(Waba::token)
            .orElseThrow(() -> new NumberSource.Refused("no access token is known"))
            .get();
    return source
        .list(wabaId, token)
        .onFailure(failure -> !(failure instanceof NumberSource.Refused))
        .transform(NumberSource.Unavailable::new)
        .chain(listed -> keep(wabaId, listed));
  }

  private Uni<Listing> keep(String wabaId, List<ListedNumber> listed) {
    Listing before =
        wabas.listing(wabaId).orElseGet(() -> Listing.of(wabaId, List.of(), Instant.EPOCH));
    Listing now = before.then(listed, clock.now());
    if (now.byId().equals(before.byId()) && before.at().isAfter(Instant.EPOCH)) {
      return Uni.createFrom().item(now);
    }
    return tell(before, now).chain(() -> directory.put(now)).replaceWith(now);
  }

  /** What Meta lists of a number's limits is news of it, like a webhook's, when it is new. */
  private Uni<Void> tell(Listing before, Listing now) {
    Map<String, ListedNumber> changed = new TreeMap<>(now.byId());
    changed
        .values()
        .removeIf(
            number -> {
              ListedNumber last = before.byId().get(number.id());
              return number.messagingLimit() == null
                  || (last != null
                      && Objects.equals(last.messagingLimit(), number.messagingLimit()));
            });
    Uni<Void> told = Uni.createFrom().voidItem();
    for (ListedNumber number : changed.values()) {
      NumberNews news =
          new NumberNews.MessagingLimit(
              number.id(), now.at(), Objects.requireNonNull(number.messagingLimit()));
      told = told.chain(() -> UniHelper.toUni(ledger.observe(news)));
    }
    return told;
  }
}
