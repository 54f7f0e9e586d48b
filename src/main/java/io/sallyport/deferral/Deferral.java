package io.sallyport.deferral;

import io.sallyport.admission.Decision;
import io.sallyport.admission.Ending;
import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Send;
import io.sallyport.admission.SendMessage;
import io.sallyport.contact.Window;
import io.sallyport.deferral.DeferredQueue.Added;
import io.sallyport.message.SendClass;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Details;
import io.sallyport.policy.PolicySettings.OnLimit;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.template.Category;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Queues what a throttle refused, where the caller or the owner of the number wants that. */
public final class Deferral {

  /**
   * A send waits.
   *
   * @param due after how long it may be tried
   */
  public record Queued(String phoneNumberId, Duration due) {}

  /** Nobody wants a message of last week. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Further apart than any two times in seconds. */
  private static final double CLASS = 1e11;

  private final SendMessage sendMessage;
  private final DeferredQueue queue;
  private final Ledger ledger;
  private final OnLimit onLimit;
  private final Consumer<Queued> queued;

  /**
   * A deferral.
   *
   * @param onLimit what becomes of marketing when nobody asks
   * @param queued told of every send that waits
   */
  public Deferral(
      SendMessage sendMessage,
      DeferredQueue queue,
      Ledger ledger,
      OnLimit onLimit,
      Consumer<Queued> queued) {
    this.sendMessage = sendMessage;
    this.queue = queue;
    this.ledger = ledger;
    this.onLimit = onLimit;
    this.queued = queued;
  }

  /**
   * Decides a send, and queues it if it has to wait.
   *
   * @param asked whether the caller wants it to wait rather than to be refused
   */
  public Uni<Decision> handle(Send send, boolean asked) {
    Uni<Decision> decided = sendMessage.handle(send);
    return asked || onLimit == OnLimit.DEFER
        ? decided.chain(decision -> waits(send, asked, decision))
        : decided;
  }

  private Uni<Decision> waits(Send send, boolean asked, Decision decision) {
    if (!(decision.ending() instanceof Ending.Refused refused)) {
      return Uni.createFrom().item(decision);
    }
    Refusal refusal = refused.refusal();
    Instant notBefore = refusal.nextAt();
    boolean may = asked || refusal.reason() == Reason.MARKETING_THROTTLED;
    if (!may || !refusal.reason().isThrottle() || notBefore == null) {
      return Uni.createFrom().item(decision);
    }
    Instant giveUpAt = giveUpAt(decision);
    if (!notBefore.isBefore(giveUpAt)) {
      String details = refusal.details() + " " + Details.cannotWait(giveUpAt);
      return Uni.createFrom().item(decision.with(new Ending.Refused(refusal.with(details))));
    }
    return queue(send, asked, decision, notBefore, giveUpAt);
  }

  /** A reply has to leave in its window. */
  private Instant giveUpAt(Decision decision) {
    Instant latest = ledger.now().plus(LONGEST);
    Window window = decision.window();
    Instant closes = window == null ? null : window.expiresAt();
    return decision.sendClass() == SendClass.FREE_FORM && closes != null && closes.isBefore(latest)
        ? closes
        : latest;
  }

  private Uni<Decision> queue(
      Send send, boolean asked, Decision decision, Instant notBefore, Instant giveUpAt) {
    String key = send.key() == null ? ownKey() : send.key();
    IdempotencyKey once = IdempotencyKey.of(key, send, null);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    send.headers().forEach(header -> headers.add(Map.entry(header.getKey(), header.getValue())));
    DeferredSend deferred =
        new DeferredSend(
            once.id(),
            send.endpoint(),
            send.target(),
            headers,
            send.client(),
            key,
            send.body(),
            ledger.now(),
            giveUpAt,
            0);
    return queue
        .add(
            send.number().phoneNumberId(),
            deferred,
            once.digest(),
            notBefore,
            priority(decision, giveUpAt))
        .invoke(added -> tell(send.number(), notBefore))
        .map(
            added -> decision.with(ending(added, new Ending.Deferred(once.id(), notBefore, asked))))
        // Then it is refused, as it would be without a queue.
        .onFailure()
        .recoverWithItem(decision);
  }

  private void tell(BusinessNumber number, Instant notBefore) {
    Duration due = Duration.between(ledger.now(), notBefore);
    queued.accept(new Queued(number.phoneNumberId(), due));
  }

  /** By which a send without a key is sent once. */
  private static String ownKey() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat digits = HexFormat.of();
    return "sallyport:"
        + digits.toHexDigits(random.nextLong())
        + digits.toHexDigits(random.nextLong());
  }

  private static Ending ending(Added added, Ending.Deferred deferred) {
    return added == Added.ANOTHER
        ? new Ending.Refused(Refusal.of(Reason.KEY_REUSED, Details.keyReused()))
        : deferred;
  }

  /** Replies before what the business begins, marketing last; of each what is over first. */
  private static double priority(Decision decision, Instant giveUpAt) {
    Category category = decision.category();
    boolean marketing = category != null && category.isMarketing();
    int group = marketing ? 2 : decision.sendClass() == SendClass.FREE_FORM ? 0 : 1;
    return group * CLASS + giveUpAt.getEpochSecond();
  }
}
