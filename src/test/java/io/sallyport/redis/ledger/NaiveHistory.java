package io.sallyport.redis.ledger;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one contact, worked out from everything that ever happened, in order of time.
 */
final class NaiveHistory {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration THREE_DAYS = Duration.ofDays(3);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Instant now;
  private final Set<Contact> names = new HashSet<>();
  private final List<Observation> said;
  private final List<RandomHistory.Send> sent;
  private final Set<String> failed = new HashSet<>();

  /** Whether the contact does not use the name any more: then nobody was heard under it. */
  private final boolean left;

  private final @Nullable Instant inbound;
  private final @Nullable Instant answeredAt;

  NaiveHistory(RandomHistory history, Contact name, Instant now) {
    this.now = now;
    names.add(name);
    for (int before = 0; before != names.size(); ) {
      before = names.size();
      history.observations().stream()
          .filter(one -> all(one).stream().anyMatch(names::contains))
          .forEach(one -> names.addAll(all(one)));
    }
    said =
        history.observations().stream()
            .filter(one -> names.contains(one.contact().first()))
            .sorted(Comparator.comparing(Observation::at))
            .toList();
    of(Observation.SendFailed.class).forEach(one -> failed.add(one.wamid()));
    sent =
        history.sends().stream()
            .filter(send -> names.contains(send.contact()) && !failed.contains(send.wamid()))
            .toList();
    left =
        of(Observation.Renamed.class)
            .anyMatch(one -> one.left().equals(name) && !one.at().isAfter(now));
    inbound = left ? null : newest(of(Observation.Inbound.class).map(Observation::at));
    answeredAt =
        newest(
            Stream.concat(
                of(Observation.Answered.class).map(Observation::at),
                history.sends().stream()
                    .filter(send -> names.contains(send.contact()))
                    .map(RandomHistory.Send::at)));
  }

  private static List<Contact> all(Observation one) {
    List<Contact> all = new ArrayList<>(one.contact().others());
    all.add(one.contact().first());
    if (one instanceof Observation.Renamed renamed) {
      all.add(renamed.left());
    }
    return all;
  }

  private <T extends Observation> Stream<T> of(Class<T> kind) {
    return said.stream().filter(kind::isInstance).map(kind::cast);
  }

  private Stream<Observation.SendFailed> failures(int code) {
    return of(Observation.SendFailed.class).filter(one -> one.code() == code);
  }

  private static @Nullable Instant newest(Stream<Instant> times) {
    return times.max(Comparator.naturalOrder()).orElse(null);
  }

  ContactState state(Contact asked) {
    Window window = window();
    List<Contact> sorted = names.stream().sorted(Comparator.comparing(Contact::id)).toList();
    return new ContactState(
        asked,
        sorted,
        window,
        freeEntryPoint(),
        consent(),
        marketing(window),
        new FirstResponse(waitingSince(), null));
  }

  private Window window() {
    Instant shut = newest(failures(131047).map(Observation::at));
    if (left || (inbound == null && shut == null)) {
      return Window.UNKNOWN;
    }
    boolean open =
        inbound != null
            && (shut == null || inbound.isAfter(shut))
            && now.isBefore(inbound.plus(DAY));
    return open
        ? new Window(Window.State.OPEN, inbound.plus(DAY), inbound)
        : new Window(Window.State.CLOSED, null, inbound);
  }

  /** The last of all words; within a second an opt-out is last, then the greater source. */
  private Consent consent() {
    TreeMap<String, Consent> inOrder = new TreeMap<>();
    of(Observation.ConsentStated.class)
        .forEach(
            one ->
                inOrder.put(
                    one.at() + (one.optIn() ? one.byContact() ? "B" : "A" : "C") + one.source(),
                    new Consent(
                        one.optIn() ? Consent.State.OPT_IN : Consent.State.OPT_OUT,
                        one.source(),
                        one.at())));
    failures(131050)
        .forEach(
            one ->
                inOrder.put(
                    one.at() + "C" + Consent.META,
                    new Consent(Consent.State.OPT_OUT, Consent.META, one.at())));
    return inOrder.isEmpty() ? Consent.NONE : inOrder.lastEntry().getValue();
  }

  private FreeEntryPoint freeEntryPoint() {
    Set<String> pricedFree = new HashSet<>();
    Set<String> pricedElse = new HashSet<>();
    of(Observation.SendReported.class)
        .filter(one -> one.price() != null)
        .forEach(
            one ->
                (one.price().kind() == Price.Kind.FREE_ENTRY_POINT ? pricedFree : pricedElse)
                    .add(one.wamid()));
    Instant denied =
        newest(
            sent.stream()
                .filter(send -> pricedElse.contains(send.wamid()))
                .map(RandomHistory.Send::at));
    Set<Instant> unanswered = new TreeSet<>();
    Instant start = Instant.EPOCH;
    TreeMap<Instant, RandomHistory.Send> sends = new TreeMap<>();
    sent.forEach(send -> sends.put(send.at(), send));
    TreeSet<Instant> times = new TreeSet<>(sends.keySet());
    TreeSet<Instant> ads = new TreeSet<>();
    of(Observation.Inbound.class)
        .filter(Observation.Inbound::fromAd)
        .filter(one -> denied == null || one.at().isAfter(denied))
        .forEach(one -> ads.add(one.at()));
    times.addAll(ads);
    for (Instant at : times) {
      unanswered.removeIf(ad -> !at.isBefore(ad.plus(DAY)));
      if (ads.contains(at)) {
        unanswered.add(at);
      }
      RandomHistory.Send send = sends.get(at);
      if (send != null && (denied == null || at.isAfter(denied))) {
        boolean first = pricedFree.contains(send.wamid()) && !at.isBefore(start.plus(THREE_DAYS));
        start = first || !unanswered.isEmpty() ? at : start;
        unanswered.clear();
      }
    }
    unanswered.removeIf(ad -> !now.isBefore(ad.plus(DAY)));
    return freeEntryPoint(start, unanswered);
  }

  private FreeEntryPoint freeEntryPoint(Instant start, Set<Instant> unanswered) {
    Instant end = start.plus(THREE_DAYS);
    Instant stated =
        newest(
            of(Observation.SendReported.class)
                .filter(one -> one.freeEntryPointEnd() != null)
                .map(Observation.SendReported::freeEntryPointEnd));
    if (stated != null && !stated.isBefore(start)) {
      end = stated;
    }
    if (end.isAfter(now)) {
      return new FreeEntryPoint(FreeEntryPoint.State.OPEN, end);
    }
    Instant newest = newest(unanswered.stream());
    return newest == null
        ? FreeEntryPoint.NONE
        : new FreeEntryPoint(FreeEntryPoint.State.PENDING, newest.plus(DAY));
  }

  /** Two a day. */
  private MarketingUse marketing(Window window) {
    List<Instant> counted = new ArrayList<>();
    for (RandomHistory.Send send : sent) {
      if (send.marketing()) {
        if (!counted.isEmpty() && !send.at().isBefore(counted.get(0).plus(DAY))) {
          counted.clear();
        }
        counted.add(send.at());
      }
    }
    boolean over =
        counted.isEmpty()
            || (inbound != null && !inbound.isBefore(counted.get(counted.size() - 1)))
            || !now.isBefore(counted.get(0).plus(DAY));
    Instant full =
        over || counted.size() < 2 || window.state() == Window.State.OPEN
            ? now
            : counted.get(0).plus(DAY);
    Instant rest = coolDown();
    Instant next = full.isAfter(rest) ? full : rest;
    return new MarketingUse(
        over ? 0 : counted.size(), over ? null : counted.get(0), next.isAfter(now) ? next : null);
  }

  private Instant coolDown() {
    Instant last = null;
    Duration rest = Duration.ZERO;
    for (Observation.SendFailed one : failures(131049).toList()) {
      if (inbound == null || one.at().isAfter(inbound)) {
        boolean again = last != null && one.at().isBefore(last.plus(WEEK));
        rest = again ? rest.multipliedBy(2) : DAY;
        rest = rest.compareTo(WEEK) > 0 ? WEEK : rest;
        last = one.at();
      }
    }
    return last == null ? Instant.EPOCH : last.plus(rest);
  }

  private @Nullable Instant waitingSince() {
    return of(Observation.Inbound.class)
        .filter(one -> one.via() != Via.CALL && one.via() != Via.IMPORT && one.via() != Via.EVENT)
        .map(Observation::at)
        .filter(at -> at.isAfter(now.minus(WEEK)))
        .filter(at -> answeredAt == null || at.isAfter(answeredAt))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
