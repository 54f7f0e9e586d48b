package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.KommoRest.Refused;
import io.sallyport.connector.kommo.KommoRest.Taken;
import io.sallyport.ledger.SharedClock;
import io.sallyport.link.Links;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Makes the templates of an account those that Meta has approved for its number. What Kommo was
 * last made to have is in Redis as a digest, so that replicas which hear the same news do it once,
 * and a start that finds nothing new calls nobody.
 */
@Singleton
public final class TemplateSync {

  private static final Logger LOG = Logger.getLogger(TemplateSync.class);

  /** When there is nothing to wait for. */
  public static final Duration NOTHING = Duration.ofDays(365);

  /** Whoever changed something in Kommo by hand waits for this; then Kommo is asked again. */
  private static final Duration CHECK_AGAIN = Duration.ofDays(1);

  /** For so long nobody asks Redis what this replica has seen there. */
  private static final Duration SEEN = Duration.ofMinutes(30);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE_OF_A_TOKEN = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private static final String DONE = "templates";

  /** What this replica has seen done, and when, ns. */
  private record Seen(String digest, long at) {}

  /**
   * After a failure.
   *
   * @param until ns
   */
  private record Pause(Duration length, long until) {}

  private final KommoAccounts accounts;
  private final TemplateRegistry registry;
  private final TemplateWork work;
  private final KommoRest rest;
  private final KommoState state;
  private final Links links;
  private final SharedClock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  TemplateSync(
      KommoAccounts accounts,
      TemplateRegistry registry,
      TemplateWork work,
      KommoRest rest,
      KommoState state,
      Links links,
      SharedClock clock) {
    this.accounts = accounts;
    this.registry = registry;
    this.work = work;
    this.rest = rest;
    this.state = state;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Looks at one account, and does what is to be done.
   *
   * @return when to look again, if nothing changes before; never fails
   */
  public Uni<Duration> look(String name) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(look(accounts.named(name).orElseThrow())));
  }

  private Future<Duration> look(KommoAccount account) {
    Pause pause = pauses.get(account.name());
    long now = System.nanoTime();
    if (pause != null && pause.until() > now) {
      return Future.succeededFuture(Duration.ofNanos(pause.until() - now));
    }
    Snapshot held = registry.snapshot(account.number().wabaId()).orElse(null);
    if (held == null) {
      return Future.succeededFuture(SOON);
    }
    if (KommoTemplate.isIncomplete(held, clock.now())) {
      return complete(account);
    }
    String digest = digest(account, held);
    Seen last = seen.get(account.name());
    if (last != null && last.digest().equals(digest) && now - last.at() < SEEN.toNanos()) {
      return Future.succeededFuture(untilNext(held));
    }
    // Should Meta return to what this replica has seen, another may have begun something else.
    seen.remove(account.name());
    return links
        .find(account.target(), DONE)
        .compose(done -> digest.equals(done) ? seen(account, digest) : work(account, held, digest))
        .map(done -> done ? untilNext(held) : Duration.ZERO)
        .recover(failure -> after(account, failure));
  }

  /** A version before has stored templates without what they show: Meta is asked again. */
  private Future<Duration> complete(KommoAccount account) {
    return UniHelper.toFuture(registry.refresh(account.number().wabaId()))
        .otherwise(false)
        .map(asked -> asked ? SOON : FIRST_PAUSE);
  }

  private Future<Boolean> seen(KommoAccount account, String digest) {
    seen.put(account.name(), new Seen(digest, System.nanoTime()));
    pauses.remove(account.name());
    return Future.succeededFuture(true);
  }

  /** Announced changes of a category come true without any news. */
  private Duration untilNext(Snapshot held) {
    Instant now = clock.now();
    return held.templates().stream()
        .flatMap(template -> Stream.ofNullable(template.impending()))
        .map(change -> Duration.between(now, change.at()))
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .min(Duration::compareTo)
        .map(wait -> wait.plusMillis(1))
        .orElse(NOTHING);
  }

  /** Nobody else works on the account while this one has to wait; if it dies, somebody does. */
  private Future<Duration> after(KommoAccount account, Throwable failure) {
    if (failure instanceof Taken taken) {
      return Future.succeededFuture(taken.waitFor().plus(SOON));
    }
    LOG.warnf("kommo templates not told account=%s because=%s", account.name(), failure);
    boolean isRefused = failure instanceof Refused;
    String why = isRefused ? failure.getMessage() : failure.getClass().getSimpleName();
    state.failed(account, "Templates: " + why + ".");
    boolean isOfTheToken = failure instanceof Refused refused && refused.isOfTheToken();
    Pause before = pauses.get(account.name());
    Duration length =
        before != null
            ? before.length().multipliedBy(2)
            : isOfTheToken ? FIRST_PAUSE_OF_A_TOKEN : FIRST_PAUSE;
    Duration pause = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
    pauses.put(account.name(), new Pause(pause, System.nanoTime() + pause.toNanos()));
    return rest.hold(account, pause.plus(KommoRest.LEASE)).otherwiseEmpty().map(held -> pause);
  }

  /**
   * Brings Kommo to what Meta has.
   *
   * @return false when Meta has something else by now
   */
  private Future<Boolean> work(KommoAccount account, Snapshot held, String digest) {
    AtomicReference<Snapshot> last = new AtomicReference<>(held);
    return work.run(
            account,
            KommoTemplate.of(held, clock.now()),
            () -> links.forget(account.target(), DONE),
            () -> stands(account, last, digest))
        .compose(
            done ->
                done && digest.equals(digest(account))
                    ? links
                        .put(account.target(), DONE, digest, CHECK_AGAIN)
                        .compose(put -> seen(account, digest))
                    : Future.succeededFuture(false))
        .compose(done -> rest.hold(account, Duration.ZERO).map(done));
  }

  /** Looked at only where there is news. */
  private boolean stands(KommoAccount account, AtomicReference<Snapshot> last, String digest) {
    Snapshot now = registry.snapshot(account.number().wabaId()).orElseThrow();
    return now.equals(last.getAndSet(now)) || digest.equals(digest(account));
  }

  private String digest(KommoAccount account) {
    return digest(account, registry.snapshot(account.number().wabaId()).orElseThrow());
  }

  /** Of what is wanted, and where. */
  private String digest(KommoAccount account, Snapshot held) {
    String wanted = KommoTemplate.digest(KommoTemplate.of(held, clock.now()));
    return wanted + " " + Objects.requireNonNull(account.api()).url();
  }
}
