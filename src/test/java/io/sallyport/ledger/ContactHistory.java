package io.sallyport.ledger;

import io.sallyport.contact.Consent;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.message.MetaError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything one person of the model ever did and was sent. */
final class ContactHistory {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);

  /** The contact wrote or called. */
  record Wrote(Instant at, Via via) {}

  final MarketingHistory marketing = new MarketingHistory();
  final SendHistory sends = new SendHistory();

  private final List<Wrote> inbounds = new ArrayList<>();
  private final TreeSet<Instant> closings = new TreeSet<>();
  private final TreeSet<Instant> unanswered = new TreeSet<>();
  private @Nullable Instant answeredAt;
  private @Nullable Duration lastResponse;
  private @Nullable ConsentWord consent;
  private boolean seen;

  /** Whether anything is known. */
  boolean isSeen() {
    return seen;
  }

  void see() {
    seen = true;
  }

  void wrote(Observation.Inbound inbound, Instant now, boolean wantsAnswer) {
    seen = true;
    inbounds.add(new Wrote(inbound.at(), inbound.via()));
    if (inbound.fromAd()) {
      sends.fromAd(inbound.at());
    }
    if (wantsAnswer && inbound.at().isAfter(now.minus(WEEK))) {
      unanswered.add(inbound.at());
    }
  }

  /** What an error says of the contact, whatever message it is about. */
  void failed(Observation.SendFailed failure) {
    if (failure.code() == MetaError.RE_ENGAGEMENT.code()) {
      seen = true;
      closings.add(failure.at());
    } else if (failure.code() == MetaError.NOT_DELIVERED_BY_CHOICE.code()) {
      seen = true;
      marketing.limited(failure.wamid(), failure.at());
    } else if (failure.code() == MetaError.MARKETING_STOPPED.code()) {
      stated(new ConsentWord(failure.at(), ConsentWord.Kind.OUT, Consent.META));
    }
  }

  void stated(ConsentWord word) {
    seen = true;
    consent = consent == null ? word : consent.newer(word);
  }

  /**
   * The business answered.
   *
   * @return how long the contact had waited for it; empty when nobody waited
   */
  Optional<Duration> answered(Instant at) {
    seen = true;
    Instant oldest = waitingSince();
    if (answeredAt == null || at.isAfter(answeredAt)) {
      answeredAt = at;
    }
    if (oldest == null || oldest.isAfter(at)) {
      return Optional.empty();
    }
    lastResponse = Duration.between(oldest, at);
    return Optional.of(lastResponse);
  }

  private @Nullable Instant waitingSince() {
    return answeredAt == null
        ? unanswered.stream().findFirst().orElse(null)
        : unanswered.higher(answeredAt);
  }

  FirstResponse firstResponse() {
    return new FirstResponse(waitingSince(), lastResponse);
  }

  /** Whether the business has written. */
  boolean isAnswered() {
    return answeredAt != null;
  }

  /** Messages that wait for an answer. */
  int waiting() {
    Instant since = waitingSince();
    return since == null ? 0 : unanswered.tailSet(since).size();
  }

  Window window(Instant now, Duration margin, @Nullable Instant coveredSince) {
    Instant inbound = lastInboundAt();
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

  boolean isOpen(Instant now) {
    return window(now, Duration.ZERO, null).state() == Window.State.OPEN;
  }

  /** The newest 131047, unless the contact wrote after it. */
  @Nullable Instant closedByMeta() {
    Instant inbound = lastInboundAt();
    Instant closed = closings.isEmpty() ? null : closings.last();
    return closed != null && (inbound == null || !inbound.isAfter(closed)) ? closed : null;
  }

  @Nullable Instant lastInboundAt() {
    Wrote newest = lastInbound();
    return newest == null ? null : newest.at();
  }

  /** Of the newest ones the best known: the ways are in that order, but an import is the worst. */
  @Nullable Wrote lastInbound() {
    return inbounds.stream()
        .max(Comparator.comparing(Wrote::at).thenComparing(Wrote::via, Comparator.reverseOrder()))
        .orElse(null);
  }

  Consent consent() {
    return consent == null ? Consent.NONE : consent.consent();
  }

  boolean hasStopped() {
    return consent().state() == Consent.State.OPT_OUT;
  }

  ConsentWord word() {
    return consent;
  }

  /** Takes in another person who turned out to be this one. */
  void join(ContactHistory other) {
    seen = true;
    inbounds.addAll(other.inbounds);
    closings.addAll(other.closings);
    marketing.join(other.marketing);
    sends.join(other.sends);
    if (consent == null) {
      consent = other.consent;
    } else if (other.consent != null) {
      consent = consent.joined(other.consent);
    }
    joinAnswers(other);
  }

  /** The newer answer counts, also for messages that wait under the other name. */
  private void joinAnswers(ContactHistory other) {
    Set<Instant> waited = new TreeSet<>();
    waited.addAll(waitingSince() == null ? Set.of() : unanswered.tailSet(waitingSince()));
    waited.addAll(
        other.waitingSince() == null ? Set.of() : other.unanswered.tailSet(other.waitingSince()));
    unanswered.addAll(other.unanswered);
    Comparator<Instant> byTime = Comparator.nullsFirst(Comparator.naturalOrder());
    int later = byTime.compare(other.answeredAt, answeredAt);
    Comparator<Duration> byLength = Comparator.nullsFirst(Comparator.naturalOrder());
    if (later > 0 || (later == 0 && byLength.compare(other.lastResponse, lastResponse) > 0)) {
      lastResponse = other.lastResponse;
    }
    answeredAt = later > 0 ? other.answeredAt : answeredAt;
    Instant oldest = waited.stream().findFirst().orElse(null);
    if (oldest != null && answeredAt != null && !oldest.isAfter(answeredAt)) {
      lastResponse = Duration.between(oldest, answeredAt);
    }
  }
}
