package io.sallyport.redis;

import io.sallyport.admission.Examination;
import io.sallyport.admission.Examination.Finding;
import io.sallyport.admission.NumberState;
import io.sallyport.admission.NumberState.Coverage;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Records;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Rules;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.AdmitScript.Argument;
import io.sallyport.redis.AdmitScript.Explained;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the ledger on Redis knows, read only. */
public final class RedisRecords implements Records {

  private final Redis redis;
  private final ContactScripts contacts;
  private final AdmitScript explain = AdmitScript.explaining();
  private final Clock clock;
  private final TimeLimit limit;

  /** As {@link RedisLedger}. */
  public RedisRecords(Redis redis, Supplier<Duration> clockOffset, Duration timeout) {
    this.redis = redis;
    this.contacts = new ContactScripts(new Scripts(redis));
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Examination> examine(
      String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
    List<String> arguments =
        new AdmitScript.Arguments()
            .set(Argument.ASKED, contact.id())
            .set(Argument.HINTED, "0")
            .set(Argument.CLOCK_OFFSET, clock.offset())
            .rates(terms.rates())
            .occasion(occasion, contact)
            .list();
    YearMonth month = Keys.month(clock.now());
    return limit.on(
        () -> {
          AtomicReference<Examination> found = new AtomicReference<>();
          Step step =
              Step.onRecord(
                  explain.on(terms),
                  phoneNumberId,
                  contact,
                  here ->
                      List.of(
                          Keys.number(phoneNumberId),
                          Keys.spend(phoneNumberId, month),
                          Keys.names(phoneNumberId, contact),
                          Keys.pairRate(phoneNumberId, here)),
                  arguments,
                  (where, answer) -> found.set(examined(where, new AdmitReply(answer))));
          return contacts.run(step).map(done -> found.get());
        });
  }

  private Examination examined(Contact where, AdmitReply reply) {
    clock.heard(reply.nowMillis());
    return examination(where, reply);
  }

  private static Examination examination(Contact where, AdmitReply reply) {
    List<Response> outcomes = reply.outcomes();
    List<Finding> findings =
        IntStream.range(0, outcomes.size())
            .mapToObj(i -> finding(Rules.OF_LEDGER.get(i).reason(), outcomes.get(i)))
            .toList();
    return new Examination(
        Instant.ofEpochMilli(reply.nowMillis()),
        AdmitReply.seconds(reply.explained(Explained.COVERED_SINCE)),
        state(where, reply, findings),
        findings,
        reply.charge(),
        reply.tier());
  }

  private static Finding finding(Reason reason, Response rule) {
    return new Finding(reason, AdmitReply.applies(rule), AdmitReply.grounds(rule));
  }

  private static ContactState state(Contact where, AdmitReply reply, List<Finding> findings) {
    boolean seen = reply.explained(Explained.IS_SEEN).toInteger() == 1;
    String others = reply.explained(Explained.NAMES).toString();
    List<Contact> names =
        Stream.concat(Stream.of(where.id()), Stream.of(others.split(",")))
            .filter(name -> seen && !name.isEmpty())
            .map(Contact::new)
            .toList();
    return new ContactState(
        where,
        names,
        reply.window(),
        freeEntryPoint(reply),
        consent(reply.explained(Explained.CONSENT).toString()),
        new MarketingUse(
            reply.explained(Explained.MARKETING_SENT).toInteger(),
            AdmitReply.seconds(reply.explained(Explained.MARKETING_SINCE)),
            nextAt(findings)),
        new FirstResponse(
            AdmitReply.seconds(reply.explained(Explained.WAITS_SINCE)),
            took(reply.explained(Explained.TOOK).toString())));
  }

  private static FreeEntryPoint freeEntryPoint(AdmitReply reply) {
    Instant open = AdmitReply.seconds(reply.explained(Explained.FREE_ENTRY_ENDS));
    if (open != null) {
      return new FreeEntryPoint(FreeEntryPoint.State.OPEN, open);
    }
    Instant pending = AdmitReply.seconds(reply.explained(Explained.FREE_ENTRY_PENDING));
    return pending == null
        ? FreeEntryPoint.NONE
        : new FreeEntryPoint(FreeEntryPoint.State.PENDING, pending);
  }

  private static Consent consent(String word) {
    String[] parts = word.split(" ", 3);
    if (parts.length < 3) {
      return Consent.NONE;
    }
    Consent.State state = parts[0].equals("out") ? Consent.State.OPT_OUT : Consent.State.OPT_IN;
    return new Consent(state, parts[2], Instant.ofEpochSecond(Long.parseLong(parts[1])));
  }

  private static @Nullable Instant nextAt(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.reason() == Reason.MARKETING_THROTTLED)
        .map(Finding::grounds)
        .filter(Objects::nonNull)
        .map(Grounds::possibleAt)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Duration took(String seconds) {
    return seconds.isEmpty() ? null : Duration.ofSeconds(Long.parseLong(seconds));
  }

  @Override
  public Uni<NumberState> number(String phoneNumberId) {
    String waiting = Keys.waiting(phoneNumberId);
    // Exclusive: of those who wait for longer it may be that nothing else is known any more.
    String longAgo = "(" + clock.now().minus(Lives.WAITING).getEpochSecond();
    List<Request> requests =
        List.of(
            Request.cmd(Command.HMGET)
                .arg(Keys.number(phoneNumberId))
                .arg("covered")
                .arg("heard")
                .arg("gap")
                .arg("spoke")
                .arg("unheard")
                .arg("biz")
                .arg("all")
                .arg("ban")
                .arg("tier")
                .arg("rate")
                .arg(NumberWords.CONNECTION),
            Request.cmd(Command.ZCOUNT).arg(waiting).arg(longAgo).arg("+inf"),
            Request.cmd(Command.ZRANGE)
                .arg(waiting)
                .arg(longAgo)
                .arg("+inf")
                .arg("BYSCORE")
                .arg("LIMIT")
                .arg(0)
                .arg(1)
                .arg("WITHSCORES"),
            Request.cmd(Command.TIME),
            Request.cmd(Command.HGETALL).arg(Keys.windows(phoneNumberId)));
    return limit.on(
        () -> redis.batch(requests).map(answers -> numberState(phoneNumberId, answers)));
  }

  private NumberState numberState(String phoneNumberId, List<Response> answers) {
    Line line = new Line(answers.get(0));
    Response time = answers.get(3);
    long millis = time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
    long now = Math.floorDiv(millis + Long.parseLong(clock.offset()), 1000L);
    Response first = answers.get(2);
    return new NumberState(
        coverage(phoneNumberId, line, now),
        future(line.word(5), now),
        future(line.word(6), now),
        "1".equals(line.word(7)),
        line.word(8),
        line.word(9),
        answers.get(1).toLong(),
        first.size() == 0 ? null : Instant.ofEpochSecond(score(first)),
        WindowCounts.of(answers.get(4), now));
  }

  /** RESP 3 nests the pair, RESP 2 does not. */
  private static long score(Response first) {
    Response score = first.size() == 2 ? first.get(1) : first.get(0).get(1);
    return Math.round(Double.parseDouble(score.toString()));
  }

  private static Coverage coverage(String phoneNumberId, Line line, long now) {
    long since = line.number(0);
    long heard = line.number(1);
    boolean unheard =
        line.number(4) >= Long.parseLong(Lives.UNHEARD_SENDS)
            && now - line.number(3) > Lives.UNHEARD.toSeconds();
    boolean silent = now - heard > Lives.LONGEST_SILENCE.toSeconds();
    boolean whole = since > 0 && !unheard && !silent;
    return new Coverage(
        whole ? Instant.ofEpochSecond(since) : null,
        whole && now >= since + Window.LENGTH.toSeconds(),
        heard == 0 ? null : Instant.ofEpochSecond(heard),
        Codes.gap(line.number(2)),
        since > 0 ? null : NumberWords.disconnected(phoneNumberId, line.fields().get(10)));
  }

  private static @Nullable Instant future(@Nullable String until, long now) {
    return until == null || Long.parseLong(until) <= now
        ? null
        : Instant.ofEpochSecond(Long.parseLong(until));
  }

  /** The fields of a number's record, in the order they were asked for. */
  private record Line(Response fields) {

    long number(int index) {
      Response value = fields.get(index);
      return value == null ? 0 : value.toLong();
    }

    /** What follows the time of Meta's word. */
    @Nullable String word(int index) {
      Response value = fields.get(index);
      return value == null ? null : value.toString().substring(value.toString().indexOf(' ') + 1);
    }
  }

  @Override
  public Uni<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
    List<Request> requests =
        Stream.iterate(
                YearMonth.from(from),
                month -> !month.isAfter(YearMonth.from(to)),
                month -> month.plusMonths(1))
            .map(month -> Request.cmd(Command.HGETALL).arg(Keys.spend(phoneNumberId, month)))
            .toList();
    return limit
        .on(() -> redis.batch(requests))
        .map(
            months -> {
              SpendFields fields = new SpendFields(from, to);
              months.forEach(fields::add);
              return fields.counts();
            });
  }
}
