package io.sallyport.ledger;

import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.PolicySettings.Marketing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The marketing one person of the model was sent, and what Meta did not deliver. */
final class MarketingHistory {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);

  /** How far past an allowance that is only observed sends are counted. */
  private static final int OBSERVED = 8;

  /** A counted send; its wamid is not known until Meta answered. */
  private record Counted(Instant at, String id, @Nullable String wamid) {}

  private final Map<String, Instant> limits = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private List<Counted> counted = new ArrayList<>();

  /** Meta did not deliver a message to keep its user from too much marketing. */
  void limited(String wamid, Instant at) {
    limits.merge(wamid, at, (a, b) -> a.isBefore(b) ? a : b);
  }

  void failed(String wamid) {
    failed.add(wamid);
    counted.removeIf(send -> wamid.equals(send.wamid()));
  }

  boolean hasFailed(String wamid) {
    return failed.contains(wamid);
  }

  void accepted(String id, String wamid) {
    List<Counted> settled = new ArrayList<>();
    for (Counted send : counted) {
      if (!send.id().equals(id)) {
        settled.add(send);
      } else if (!failed.contains(wamid)) {
        settled.add(new Counted(send.at(), id, wamid));
      }
    }
    counted = settled;
  }

  void notSent(String id) {
    counted.removeIf(send -> send.id().equals(id));
  }

  /** Counts a send; false when it is too far past the allowance to matter. */
  boolean count(Instant now, Marketing terms, @Nullable Instant inbound, String id) {
    List<Counted> open = conversation(now, terms, inbound);
    if (open.size() >= terms.max() + OBSERVED) {
      return false;
    }
    if (open.isEmpty()) {
      counted = new ArrayList<>();
    }
    counted.add(new Counted(now.truncatedTo(ChronoUnit.SECONDS), id, null));
    return true;
  }

  MarketingUse use(
      Instant now, Marketing terms, @Nullable Instant inbound, @Nullable Instant nextAt) {
    List<Counted> open = conversation(now, terms, inbound);
    return new MarketingUse(open.size(), open.isEmpty() ? null : open.get(0).at(), nextAt);
  }

  /** The counted sends of the conversation that is open now. */
  private List<Counted> conversation(Instant now, Marketing terms, @Nullable Instant inbound) {
    List<Counted> open = new ArrayList<>();
    for (Counted send : counted) {
      if (!open.isEmpty() && !send.at().isBefore(open.get(0).at().plus(terms.window()))) {
        open.clear();
      }
      open.add(send);
    }
    boolean over =
        isReplied(terms, inbound)
            || open.isEmpty()
            || !now.isBefore(open.get(0).at().plus(terms.window()));
    return over ? List.of() : open;
  }

  /** A message not older than the last counted send is a reply to it. */
  private boolean isReplied(Marketing terms, @Nullable Instant inbound) {
    return terms.resetOnReply()
        && !counted.isEmpty()
        && inbound != null
        && !inbound.isBefore(lastAt());
  }

  private Instant lastAt() {
    return counted.get(counted.size() - 1).at();
  }

  /** Why a marketing send is refused. */
  @Nullable Grounds refuses(
      Instant now, Window.State window, Marketing terms, @Nullable Instant inbound) {
    Optional<MarketingThrottled.CoolDown> coolDown = coolDown(now, inbound);
    if (window == Window.State.OPEN) {
      return coolDown.orElse(null);
    }
    return terms.max() == 0
        ? new MarketingThrottled.AllowanceUsed(0, null, null)
        : longest(now, terms, inbound, coolDown);
  }

  /** What keeps the contact from marketing for the longest. */
  private @Nullable Grounds longest(
      Instant now,
      Marketing terms,
      @Nullable Instant inbound,
      Optional<MarketingThrottled.CoolDown> coolDown) {
    Grounds longest = null;
    Instant until = now;
    if (!counted.isEmpty() && !isReplied(terms, inbound)) {
      Instant gap = lastAt().plus(terms.minGap());
      if (gap.isAfter(until)) {
        until = gap;
        longest = new MarketingThrottled.TooSoon(gap);
      }
    }
    if (coolDown.isPresent() && !coolDown.get().nextAt().isBefore(until)) {
      until = coolDown.get().nextAt();
      longest = coolDown.get();
    }
    List<Counted> open = conversation(now, terms, inbound);
    if (open.size() >= terms.max()) {
      Instant end = open.get(0).at().plus(terms.window());
      if (!end.isBefore(until)) {
        longest = new MarketingThrottled.AllowanceUsed(open.size(), open.get(0).at(), end);
      }
    }
    return longest;
  }

  private Optional<MarketingThrottled.CoolDown> coolDown(Instant now, @Nullable Instant inbound) {
    Instant last = null;
    Duration rest = Duration.ZERO;
    for (Instant at : limits.values().stream().sorted().toList()) {
      if (inbound == null || at.isAfter(inbound)) {
        boolean anew = last == null || Duration.between(last, at).compareTo(WEEK) >= 0;
        rest = anew ? DAY : rest.multipliedBy(2);
        rest = rest.compareTo(WEEK) > 0 ? WEEK : rest;
        last = at;
      }
    }
    return last != null && now.isBefore(last.plus(rest))
        ? Optional.of(new MarketingThrottled.CoolDown(last, last.plus(rest)))
        : Optional.empty();
  }

  void join(MarketingHistory other) {
    other.limits.forEach(this::limited);
    failed.addAll(other.failed);
    counted.addAll(other.counted);
    counted.sort(Comparator.comparing(Counted::at));
  }
}
