package io.sallyport.admission;

import io.sallyport.contact.Window;
import io.sallyport.message.MetaError;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.PolicySettings.Marketing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything one contact of the model ever did and was sent. */
final class ContactHistory {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);

  /** A counted marketing send; its wamid is not known until Meta answered. */
  private record Counted(Instant at, String id, @Nullable String wamid) {}

  private record Said(Instant at, boolean stop) {}

  private final Set<Instant> inbounds = new HashSet<>();
  private final Set<Instant> closings = new HashSet<>();
  private final Map<String, Instant> limits = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final List<Said> preferences = new ArrayList<>();
  private List<Counted> conversation = new ArrayList<>();

  void hear(Observation observation) {
    if (observation instanceof Observation.InboundMessage inbound) {
      inbounds.add(inbound.at());
    } else if (observation instanceof Observation.MarketingPreference preference) {
      preferences.add(new Said(preference.at(), preference.stopped()));
    } else if (observation instanceof Observation.SendFailed failure) {
      hear(failure);
    }
  }

  private void hear(Observation.SendFailed failure) {
    failed.add(failure.wamid());
    conversation.removeIf(send -> failure.wamid().equals(send.wamid()));
    if (failure.code() == MetaError.RE_ENGAGEMENT.code()) {
      closings.add(failure.at());
    } else if (failure.code() == MetaError.NOT_DELIVERED_BY_CHOICE.code()) {
      limits.merge(failure.wamid(), failure.at(), (a, b) -> a.isBefore(b) ? a : b);
    } else if (failure.code() == MetaError.MARKETING_STOPPED.code()) {
      preferences.add(new Said(failure.at(), true));
    }
  }

  void accepted(String id, String wamid) {
    List<Counted> settled = new ArrayList<>();
    for (Counted send : conversation) {
      if (!send.id().equals(id)) {
        settled.add(send);
      } else if (!failed.contains(wamid)) {
        settled.add(new Counted(send.at(), id, wamid));
      }
    }
    conversation = settled;
  }

  void notSent(String id) {
    conversation.removeIf(send -> send.id().equals(id));
  }

  Window window(Instant now, Duration margin, @Nullable Instant coveredSince) {
    Instant inbound = lastInbound();
    if (inbound == null && closings.isEmpty()) {
      boolean covered = coveredSince != null && !now.isBefore(coveredSince.plus(DAY));
      return covered ? new Window(Window.State.CLOSED, null, null) : Window.UNKNOWN;
    }
    if (inbound == null || closedByMeta() != null) {
      return new Window(Window.State.CLOSED, null, inbound);
    }
    Instant end = inbound.plus(DAY).minus(margin);
    return now.isBefore(end)
        ? new Window(Window.State.OPEN, end, inbound)
        : new Window(Window.State.CLOSED, null, inbound);
  }

  /** The newest 131047, unless the contact wrote after it. */
  @Nullable Instant closedByMeta() {
    Instant inbound = lastInbound();
    Instant closed = closings.stream().max(Instant::compareTo).orElse(null);
    return closed != null && (inbound == null || !inbound.isAfter(closed)) ? closed : null;
  }

  private @Nullable Instant lastInbound() {
    return inbounds.stream().max(Instant::compareTo).orElse(null);
  }

  /** Counts a marketing send, or says why not. */
  Optional<Grounds> marketing(Instant now, Window window, Marketing terms, String id) {
    Optional<Grounds> stop = stopped();
    if (stop.isPresent()) {
      return stop;
    }
    Optional<Grounds.CoolDown> coolDown = coolDown(now);
    if (window.state() == Window.State.OPEN) {
      return coolDown.map(Grounds.class::cast);
    }
    if (terms.max() == 0) {
      return Optional.of(new Grounds.AllowanceUsed(0, null, null));
    }
    Optional<Grounds> longest = longest(now, terms, coolDown);
    if (longest.isEmpty()) {
      if (isOver(now, terms)) {
        conversation = new ArrayList<>();
      }
      conversation.add(new Counted(now.truncatedTo(ChronoUnit.SECONDS), id, null));
    }
    return longest;
  }

  /** What keeps the contact from marketing for the longest. */
  private Optional<Grounds> longest(
      Instant now, Marketing terms, Optional<Grounds.CoolDown> coolDown) {
    Grounds longest = null;
    Instant until = now;
    if (!conversation.isEmpty() && !isReplied(terms)) {
      Instant gap = last().at().plus(terms.minGap());
      if (gap.isAfter(until)) {
        until = gap;
        longest = new Grounds.TooSoon(gap);
      }
    }
    if (coolDown.isPresent() && !coolDown.get().nextAt().isBefore(until)) {
      until = coolDown.get().nextAt();
      longest = coolDown.get();
    }
    if (!isOver(now, terms) && conversation.size() >= terms.max()) {
      Instant first = conversation.get(0).at();
      Instant end = first.plus(terms.window());
      if (!end.isBefore(until)) {
        longest = new Grounds.AllowanceUsed(conversation.size(), first, end);
      }
    }
    return Optional.ofNullable(longest);
  }

  private boolean isOver(Instant now, Marketing terms) {
    return conversation.isEmpty()
        || isReplied(terms)
        || !now.isBefore(conversation.get(0).at().plus(terms.window()));
  }

  /** A message not older than the last counted send is a reply to it. */
  private boolean isReplied(Marketing terms) {
    Instant inbound = lastInbound();
    return terms.resetOnReply()
        && !conversation.isEmpty()
        && inbound != null
        && !inbound.isBefore(last().at());
  }

  private Counted last() {
    return conversation.get(conversation.size() - 1);
  }

  private Optional<Grounds> stopped() {
    Instant newest = preferences.stream().map(Said::at).max(Instant::compareTo).orElse(null);
    boolean stops = preferences.stream().anyMatch(said -> said.at().equals(newest) && said.stop());
    return stops && newest != null ? Optional.of(new Grounds.OptedOut(newest)) : Optional.empty();
  }

  private Optional<Grounds.CoolDown> coolDown(Instant now) {
    Instant inbound = lastInbound();
    Stream<Instant> since =
        limits.values().stream().filter(at -> inbound == null || at.isAfter(inbound));
    Instant last = null;
    Duration rest = Duration.ZERO;
    for (Instant at : since.sorted().toList()) {
      boolean anew = last == null || Duration.between(last, at).compareTo(WEEK) >= 0;
      rest = anew ? DAY : rest.multipliedBy(2);
      rest = rest.compareTo(WEEK) > 0 ? WEEK : rest;
      last = at;
    }
    return last != null && now.isBefore(last.plus(rest))
        ? Optional.of(new Grounds.CoolDown(last, last.plus(rest)))
        : Optional.empty();
  }
}
