package io.sallyport.ledger;

import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.pricing.Billing;
import io.sallyport.pricing.Charge;
import io.sallyport.template.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one person of the model was sent, and what of it is free. */
final class SendHistory {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration THREE_DAYS = Duration.ofDays(3);

  private final List<Sent> sends = new ArrayList<>();
  private final TreeSet<Instant> ads = new TreeSet<>();
  private final TreeSet<Instant> statedEnds = new TreeSet<>();
  private final TreeSet<Instant> deniedAt = new TreeSet<>();
  private final Map<Category, Instant> conversations = new HashMap<>();

  void fromAd(Instant at) {
    ads.add(at);
  }

  /** Meta stated the end of a free entry point window. */
  void ends(Instant at) {
    statedEnds.add(at);
  }

  /** The send with that id, unless it failed. */
  Optional<Sent> find(String wamid) {
    return sends.stream().filter(send -> send.is(wamid) && !send.isFailed()).findFirst();
  }

  void accepted(Sent send, boolean byConversation) {
    boolean covered =
        send.expected() == Charge.FREE_ENTRY_POINT || send.expected() == Charge.IN_CONVERSATION;
    if (byConversation && !covered) {
      send.opens();
      conversations.put(send.category(), send.at());
    }
    sends.add(send);
  }

  void failed(Sent send) {
    if (!send.isToGroup()) {
      send.fail();
    }
    if (send.hasOpened()) {
      conversations.remove(send.category(), send.at());
    }
  }

  void priced(Sent send, Price price) {
    send.price(price);
    if (price.kind() != Price.Kind.FREE_ENTRY_POINT) {
      deniedAt.add(send.at());
    }
  }

  Charge charge(Instant at, boolean windowOpen, Billing billing, long freeUsed) {
    if (freeEntryPoint(at).state() != FreeEntryPoint.State.NONE) {
      return Charge.FREE_ENTRY_POINT;
    }
    Instant began = conversations.get(billing.category());
    if (billing.conversation() && began != null && at.isBefore(began.plus(DAY))) {
      return Charge.IN_CONVERSATION;
    }
    if (!(windowOpen ? billing.chargedInWindow() : billing.chargedOutsideWindow())) {
      return Charge.FREE_CUSTOMER_SERVICE;
    }
    return freeUsed < billing.freePerMonth() ? Charge.FREE_QUOTA : Charge.REGULAR;
  }

  FreeEntryPoint freeEntryPoint(Instant at) {
    Instant start = freeSince(at);
    Instant end = start == null ? null : start.plus(THREE_DAYS);
    Instant stated = statedEnds.isEmpty() ? null : statedEnds.last();
    if (stated != null && (start == null || !stated.isBefore(start))) {
      end = stated;
    }
    if (end != null && end.isAfter(at)) {
      return new FreeEntryPoint(FreeEntryPoint.State.OPEN, end);
    }
    return ads.descendingSet().stream()
        .filter(ad -> !ad.isAfter(at) && at.isBefore(ad.plus(DAY)) && !isDenied(ad))
        .filter(ad -> answer(ad, at).isEmpty())
        .findFirst()
        .map(ad -> new FreeEntryPoint(FreeEntryPoint.State.PENDING, ad.plus(DAY)))
        .orElse(FreeEntryPoint.NONE);
  }

  /** When the newest free entry point window until then began. */
  private @Nullable Instant freeSince(Instant until) {
    Instant start = null;
    List<Sent> inOrder = sends.stream().sorted(Comparator.comparing(Sent::at)).toList();
    for (Sent send : inOrder) {
      if (send.isFailed() || send.at().isAfter(until) || isDenied(send.at())) {
        continue;
      }
      boolean outside = start == null || !send.at().isBefore(start.plus(THREE_DAYS));
      boolean answers =
          ads.headSet(send.at(), true).stream()
              .anyMatch(
                  ad -> !isDenied(ad) && answer(ad, until).filter(send.at()::equals).isPresent());
      if (answers || (send.isPricedFree() && outside)) {
        start = send.at();
      }
    }
    return start;
  }

  /** When an ad's message was first answered, within a day. */
  private Optional<Instant> answer(Instant ad, Instant until) {
    return sends.stream()
        .filter(send -> !send.isFailed())
        .map(Sent::at)
        .filter(at -> !at.isBefore(ad) && at.isBefore(ad.plus(DAY)) && !at.isAfter(until))
        .min(Comparator.naturalOrder());
  }

  /** Meta priced a send at that time or later as outside. */
  private boolean isDenied(Instant at) {
    return !deniedAt.isEmpty() && !at.isAfter(deniedAt.last());
  }

  void join(SendHistory other) {
    sends.addAll(other.sends);
    ads.addAll(other.ads);
    statedEnds.addAll(other.statedEnds);
    deniedAt.addAll(other.deniedAt);
    other.conversations.forEach(
        (category, at) -> conversations.merge(category, at, (a, b) -> a.isAfter(b) ? a : b));
  }

  /** Sends of which more is to be heard. */
  int due() {
    return (int) sends.stream().filter(send -> !send.isFailed() && !send.isDone()).count();
  }

  /** Sends Meta priced as in a free entry point. */
  int pricedFree() {
    return (int) sends.stream().filter(send -> !send.isFailed() && send.isPricedFree()).count();
  }

  int ads() {
    return ads.size();
  }
}
