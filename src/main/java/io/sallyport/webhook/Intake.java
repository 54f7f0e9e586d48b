package io.sallyport.webhook;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.admission.Reach;
import io.sallyport.event.Announcer;
import io.sallyport.event.WindowWatch;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores what a delivery says. What is stored commutes and repeats, so that half a delivery stored
 * twice does no harm.
 */
final class Intake {

  private final Ledger ledger;
  private final Reach reach;
  private final TemplateRegistry templates;
  private final Announcer announcer;
  private final WindowWatch windows;
  private final Function<String, Optional<String>> portfolios;
  private final AtomicLong failures = new AtomicLong();

  /**
   * By number: the newest of its deliveries that could not be stored, unless told to the ledger.
   */
  private final Map<String, Long> gaps = new ConcurrentHashMap<>();

  /**
   * An intake.
   *
   * @param announcer is told what the gateway has events of its own for, as is {@code windows}
   * @param portfolios of numbers, by their ids
   */
  Intake(
      Ledger ledger,
      Reach reach,
      TemplateRegistry templates,
      Announcer announcer,
      WindowWatch windows,
      Function<String, Optional<String>> portfolios) {
    this.ledger = ledger;
    this.reach = reach;
    this.portfolios = portfolios;
    this.templates = templates;
    this.announcer = announcer;
    this.windows = windows;
  }

  /**
   * Stores all of it.
   *
   * @return fails when any could not be stored: then Meta must deliver all of it again
   */
  Uni<Void> store(Webhook webhook) {
    return Uni.join()
        .all(
            ledger.observe(webhook.observations()),
            inOrder(failures(webhook), this::failed),
            inOrder(webhook.numberNews(), ledger::observe),
            inOrder(webhook.templateNews(), one -> templates.apply(one.wabaId(), one.event())))
        .andCollectFailures()
        .chain(() -> inOrder(webhook.numbers(), number -> cover(number, webhook.newest(number))))
        .onFailure()
        .invoke(
            failure -> {
              // Meta may not deliver it again, and never in order: until then, and maybe for good,
              // contacts may have written of whom nothing is known.
              long gap = failures.incrementAndGet();
              webhook.numbers().forEach(number -> gaps.put(number, gap));
            });
  }

  /**
   * Queues the gateway's own events of it, and makes the reminders of later ones; only when it is
   * stored, for whoever hears of it may send at once.
   *
   * @return fails unless all are queued: then Meta must deliver all of it again
   */
  Uni<Void> announce(Webhook webhook) {
    return Uni.join()
        .all(
            windows.heard(webhook.observations(), ledger.now()),
            inOrder(webhook.numberNews(), announcer::heard),
            inOrder(webhook.templateNews(), one -> announcer.heard(one.wabaId(), one.event())))
        .andCollectFailures()
        .replaceWithVoid();
  }

  private static List<SendFailed> failures(Webhook webhook) {
    return webhook.observations().stream()
        .filter(SendFailed.class::isInstance)
        .map(SendFailed.class::cast)
        .filter(failed -> failed.participant() == null)
        .toList();
  }

  /** Who was not reached does not count for the portfolio's messaging limit. */
  private Uni<Void> failed(SendFailed failed) {
    return portfolios
        .apply(failed.phoneNumberId())
        .map(portfolio -> reach.failed(portfolio, failed.wamid()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Only once all of a delivery is stored: half of one covers nothing. */
  private Uni<Void> cover(String number, @Nullable Instant newest) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Long gap = gaps.get(number);
              return gap == null
                  ? ledger.cover(number, false, newest)
                  // Another delivery may fail meanwhile: that gap is not told yet.
                  : ledger.cover(number, true, newest).invoke(() -> gaps.remove(number, gap));
            });
  }

  /** News of one time may contradict: then their order is all there is. */
  private static <T> Uni<Void> inOrder(Collection<T> all, Function<T, Uni<Void>> store) {
    Uni<Void> stored = Uni.createFrom().voidItem();
    for (T one : List.copyOf(all)) {
      stored = stored.chain(() -> store.apply(one));
    }
    return stored;
  }
}
