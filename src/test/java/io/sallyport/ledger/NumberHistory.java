package io.sallyport.ledger;

import io.sallyport.ledger.NumberNews.Connection;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.NumberState.Windows;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.NumberRestricted;
import io.sallyport.rule.Rates;
import io.sallyport.template.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything one business phone number of the model ever heard and sent. */
final class NumberHistory {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration FOR_LONG = Duration.ofDays(36_500);
  private static final int UNHEARD_SENDS = 10;
  private static final Duration UNHEARD = Duration.ofHours(1);

  private record Row(LocalDate day, Category category, @Nullable String country) {}

  final People people = new People();

  final Bucket throughput = new Bucket();
  final Bucket marketingRate = new Bucket();
  private final Map<ContactHistory, Bucket> pairRates = new IdentityHashMap<>();

  private final List<Sent> sends = new ArrayList<>();
  private final List<NumberNews> news = new ArrayList<>();
  private @Nullable Connection connection;
  private @Nullable Instant coveredSince;
  private @Nullable Instant heardAt;
  private @Nullable Gap started;
  private final List<Instant> sentSinceHeard = new ArrayList<>();

  /** A webhook came; answers why coverage starts by it, if it does. */
  Optional<Gap> heard(Instant now, boolean afterGap, @Nullable Instant newest) {
    Gap gap = null;
    Disconnected ended = ended();
    if (ended != null) {
      gap = newest != null && newest.isAfter(ended.at().plus(HOUR)) ? Gap.DISCONNECTED : null;
    } else if (coveredSince == null) {
      gap = Gap.NOTHING_BEFORE;
    } else if (afterGap) {
      gap = Gap.NOT_STORED;
    } else if (isSilent(now)) {
      gap = Gap.SILENCE;
    } else if (isUnheard(now)) {
      gap = Gap.UNHEARD_SENDS;
    }
    heardAt = now;
    sentSinceHeard.clear();
    return gap == null ? Optional.empty() : Optional.of(start(now, gap));
  }

  private Gap start(Instant now, Gap after) {
    started = after;
    coveredSince = now;
    heardAt = now;
    sentSinceHeard.clear();
    return after;
  }

  private boolean isSilent(Instant now) {
    return heardAt != null && now.isAfter(heardAt.plus(WEEK));
  }

  private boolean isUnheard(Instant now) {
    return sentSinceHeard.size() >= UNHEARD_SENDS
        && now.isAfter(sentSinceHeard.get(0).plus(UNHEARD));
  }

  @Nullable Instant coveredSince(Instant now) {
    return isSilent(now) || isUnheard(now) ? null : coveredSince;
  }

  Bucket pairRate(ContactHistory person) {
    return pairRates.computeIfAbsent(person, one -> new Bucket());
  }

  /** Messages per second: Meta has raised it once it said anything. */
  int perSecond(Rates rates) {
    boolean raised = news.stream().anyMatch(NumberNews.Throughput.class::isInstance);
    return raised && !rates.fixed() ? 1000 : rates.throughput();
  }

  @Nullable String tier() {
    return newest(NumberNews.MessagingLimit.class)
        .map(NumberNews.MessagingLimit::limit)
        .orElse(null);
  }

  void sent(Instant at) {
    sentSinceHeard.add(at);
  }

  void accepted(Sent send) {
    sends.add(send);
  }

  /** Meta said something; answers why coverage starts by it, if it does. */
  Optional<Gap> hear(NumberNews said, Instant now) {
    news.add(said);
    if (!(said instanceof Connection word) || !stands(word)) {
      return Optional.empty();
    }
    connection = word;
    if (word instanceof Disconnected) {
      coveredSince = null;
      return Optional.empty();
    }
    return Optional.of(start(now, Gap.DISCONNECTED));
  }

  /** Of two at the same second that webhooks end, whichever was heard first. */
  private boolean stands(Connection word) {
    return connection == null
        || word.at().isAfter(connection.at())
        || (word.at().equals(connection.at()) && weight(word) > weight(connection));
  }

  private static int weight(Connection word) {
    return word instanceof Disconnected ended
        ? ended.cause() == Disconnected.Cause.PARTNER_REMOVED ? 2 : 1
        : 0;
  }

  /** Why there is no coverage, when Meta said so. */
  private @Nullable Disconnected ended() {
    return coveredSince == null && connection instanceof Disconnected ended ? ended : null;
  }

  /** Of two at the same second the one heard last. */
  private <T extends NumberNews> Optional<T> newest(Class<T> kind) {
    return news.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((one, next) -> next.at().isBefore(one.at()) ? one : next);
  }

  private boolean isDisabled() {
    return newest(NumberNews.Disabled.class).map(NumberNews.Disabled::disabled).orElse(false);
  }

  private @Nullable Instant everythingUntil(Instant now) {
    return newest(NumberNews.EverythingBlocked.class)
        .map(NumberNews.EverythingBlocked::until)
        .filter(until -> until.isAfter(now))
        .orElse(null);
  }

  private @Nullable Instant initiatedUntil(Instant now) {
    return newest(NumberNews.BusinessInitiatedBlocked.class)
        .map(NumberNews.BusinessInitiatedBlocked::until)
        .filter(until -> until.isAfter(now))
        .orElse(null);
  }

  /** Why Meta would not take a send. */
  NumberRestricted.@Nullable Restricted restricts(Instant now, boolean initiated) {
    if (isDisabled()) {
      return new NumberRestricted.Restricted(true, null);
    }
    Instant all = everythingUntil(now);
    if (all != null) {
      return new NumberRestricted.Restricted(true, all);
    }
    Instant until = initiated ? initiatedUntil(now) : null;
    return until == null ? null : new NumberRestricted.Restricted(false, until);
  }

  /** Free messages used in the month of that day. */
  long freeUsed(Instant at) {
    return sends.stream()
        .filter(send -> YearMonth.from(day(send.at())).equals(YearMonth.from(day(at))))
        .flatMap(send -> send.charges().stream())
        .filter(Sent.Charged::fromQuota)
        .count();
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  NumberState state(Instant now) {
    Instant covered = coveredSince(now);
    boolean complete = covered != null && !now.isBefore(covered.plus(Duration.ofHours(24)));
    List<Instant> waiting =
        people.all().stream()
            .map(person -> person.firstResponse().waitingSince())
            .filter(Objects::nonNull)
            .filter(since -> since.isAfter(now.truncatedTo(ChronoUnit.SECONDS).minus(WEEK)))
            .sorted()
            .toList();
    return new NumberState(
        new Coverage(covered, complete, heardAt, started, ended()),
        initiatedUntil(now),
        everythingUntil(now),
        isDisabled(),
        tier(),
        newest(NumberNews.Throughput.class).map(NumberNews.Throughput::level).orElse(null),
        waiting.size(),
        waiting.isEmpty() ? null : waiting.get(0),
        new Windows(windowsOpen(now, FOR_LONG), windowsOpen(now, HOUR)));
  }

  /** Windows that end in a quarter of an hour which is not over now, but is within that time. */
  private long windowsOpen(Instant now, Duration within) {
    return people.all().stream()
        .filter(person -> person.lastInboundAt() != null && person.closedByMeta() == null)
        .map(person -> person.lastInboundAt().plus(Duration.ofHours(24)).getEpochSecond())
        .map(end -> Instant.ofEpochSecond((end / 900 + 1) * 900))
        .filter(over -> over.isAfter(now) && !over.isAfter(now.plus(within)))
        .count();
  }

  /** What was sent on these days, one row for each that has anything. */
  List<SpendCount> spend(LocalDate from, LocalDate to) {
    Map<Row, SpendCount> rows = new HashMap<>();
    for (Sent send : sends) {
      LocalDate day = day(send.at());
      if (!day.isBefore(from) && !day.isAfter(to)) {
        for (Sent.Charged one : send.charges()) {
          Row billed = new Row(day, one.category(), one.country());
          add(rows, billed, 1, one.billable(), false, one.priced());
          Row sent = new Row(day, send.category(), one.country());
          add(rows, sent, 0, false, one.expected(), false);
        }
      }
    }
    return rows.values().stream()
        .filter(row -> row.messages() != 0 || row.expected() != 0)
        .toList();
  }

  private static void add(
      Map<Row, SpendCount> rows,
      Row row,
      int messages,
      boolean billable,
      boolean expected,
      boolean confirmed) {
    SpendCount one =
        new SpendCount(
            row.day(),
            row.category(),
            row.country(),
            messages,
            billable ? 1 : 0,
            expected ? 1 : 0,
            confirmed ? 1 : 0);
    rows.merge(row, one, NumberHistory::sum);
  }

  private static SpendCount sum(SpendCount a, SpendCount b) {
    return new SpendCount(
        a.day(),
        a.category(),
        a.country(),
        a.messages() + b.messages(),
        a.billable() + b.billable(),
        a.expected() + b.expected(),
        a.confirmed() + b.confirmed());
  }
}
