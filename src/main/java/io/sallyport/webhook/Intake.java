package io.sallyport.webhook;

import io.sallyport.event.AiWatch;
import io.sallyport.event.Announcer;
import io.sallyport.event.ReplyWatch;
import io.sallyport.event.WindowWatch;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.SharedClock;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores what a delivery says. Storing is idempotent and in any order gives the same result, so a
 * delivery that was stored in part can be stored again.
 */
@Singleton
final class Intake {

  private final LedgerUpdates ledger;
  private final SharedClock clock;
  private final SharedStatuses shared;
  private final TemplateRegistry templates;
  private final Announcer announcer;
  private final WindowWatch windows;
  private final AiWatch ai;
  private final ReplyWatch replies;
  private final AtomicLong failures = new AtomicLong();

  /**
   * By number: the latest delivery that could not be stored, until the ledger has been told of the
   * gap.
   */
  private final Map<String, Long> gaps = new ConcurrentHashMap<>();

  /**
   * @param announcer sends the gateway's own events about numbers and templates
   * @param windows keeps the reminders for its events about windows
   * @param ai looks for prices of its events about general-purpose AIs
   * @param replies told of what comes late
   */
  Intake(
      LedgerUpdates ledger,
      SharedClock clock,
      SharedStatuses shared,
      TemplateRegistry templates,
      Announcer announcer,
      WindowWatch windows,
      AiWatch ai,
      ReplyWatch replies) {
    this.ledger = ledger;
    this.clock = clock;
    this.shared = shared;
    this.ai = ai;
    this.templates = templates;
    this.announcer = announcer;
    this.windows = windows;
    this.replies = replies;
  }

  /**
   * Stores the whole delivery.
   *
   * @return parked sends that may leave by it; fails when any part could not be stored: then Meta
   *     must deliver all of it again
   */
  Uni<List<Leaving>> store(Webhook webhook) {
    List<Leaving> leaving = new ArrayList<>();
    return Uni.join()
        .all(
            UniHelper.toUni(ledger.observe(webhook.observations()))
                .invoke(leaving::addAll)
                .replaceWithVoid(),
            shared.store(webhook.observations()),
            inOrder(webhook.numberNews(), news -> UniHelper.toUni(ledger.observe(news))),
            inOrder(webhook.templateNews(), one -> templates.apply(one.wabaId(), one.event())))
        .andCollectFailures()
        .chain(() -> inOrder(webhook.numbers(), number -> cover(number, webhook.newest(number))))
        .onFailure()
        .invoke(
            failure -> {
              // Meta may deliver it again later, or never. Until then a contact may have written
              // without the ledger knowing.
              long gap = failures.incrementAndGet();
              webhook.numbers().forEach(number -> gaps.put(number, gap));
            })
        .replaceWith(leaving);
  }

  /**
   * Queues the gateway's own events about it and the reminders for later ones. Call it after {@link
   * #store}: a CRM may send as soon as it receives an event.
   *
   * @return fails unless all are queued: then Meta must deliver all of it again
   */
  Uni<Void> announce(Webhook webhook) {
    return Uni.join()
        .all(
            windows.setReminders(webhook.observations(), clock.now()),
            ai.look(webhook.observations()),
            replies.heard(webhook.observations()),
            inOrder(webhook.numberNews(), announcer::announceNews),
            inOrder(
                webhook.templateNews(), one -> announcer.announceNews(one.wabaId(), one.event())))
        .andCollectFailures()
        .replaceWithVoid();
  }

  /** Extends the number's webhook coverage; only after all of the delivery is stored. */
  private Uni<Void> cover(String number, @Nullable Instant newest) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Long gap = gaps.get(number);
              Uni<Void> covered = UniHelper.toUni(ledger.cover(number, gap != null, newest));
              // A gap that another delivery has left meanwhile stays to be told.
              return gap == null ? covered : covered.invoke(() -> gaps.remove(number, gap));
            });
  }

  /** One after another: of contradicting news with the same timestamp the last one wins. */
  private static <T> Uni<Void> inOrder(Collection<T> all, Function<T, Uni<Void>> store) {
    Uni<Void> stored = Uni.createFrom().voidItem();
    for (T one : List.copyOf(all)) {
      stored = stored.chain(() -> store.apply(one));
    }
    return stored;
  }
}
