package io.sallyport.redis.ledger;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.LedgerExplanation.Finding;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SendContext;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Rules;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
  private final Function<Set<String>, Future<Void>> settle;

  /**
   * The records.
   *
   * @param timeout after which a call fails
   * @param settle settles what this replica has sent by numbers, so that it is counted; never fails
   */
  public RedisRecords(
      Scripts scripts, Clock clock, Duration timeout, Function<Set<String>, Future<Void>> settle) {
    this.settle = settle;
    this.redis = scripts.redis();
    this.contacts = new ContactScripts(scripts);
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<LedgerExplanation> examine(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    AtomicReference<LedgerExplanation> found = new AtomicReference<>();
    Step step =
        Step.onRecord(
            phoneNumberId,
            contact,
            where -> explain.call(phoneNumberId, contact, where, terms, context, clock),
            (where, answer) -> found.set(examined(where, AdmitReply.of(terms, answer))));
    return settle
        .apply(Set.of(phoneNumberId))
        .compose(settled -> limit.of(contacts.run(step).map(done -> found.get())));
  }

  private LedgerExplanation examined(Contact where, AdmitReply reply) {
    clock.heard(reply.nowMillis());
    return examination(where, reply);
  }

  static LedgerExplanation examination(Contact where, AdmitReply reply) {
    Answer explanation = reply.explanation();
    Response outcomes = explanation.get("outcomes");
    Rules rules = reply.terms().rules();
    List<Finding> findings =
        IntStream.range(0, outcomes.size())
            .mapToObj(
                i ->
                    finding(
                        rules.ofLedger().get(i).reason(), new RuleAnswer(rules, outcomes.get(i))))
            .toList();
    return new LedgerExplanation(
        Instant.ofEpochMilli(reply.nowMillis()),
        explanation.seconds("covered_since"),
        state(where, reply.window(), explanation, findings),
        findings,
        reply.charge(),
        explanation.is("is_written_to"),
        reply.tier());
  }

  private static Finding finding(Reason reason, RuleAnswer outcome) {
    return new Finding(reason, outcome.applies(), outcome.grounds());
  }

  private static ContactState state(
      Contact where, Window window, Answer explanation, List<Finding> findings) {
    boolean seen = explanation.is("is_seen");
    String others = explanation.text("names");
    List<Contact> names =
        Stream.concat(Stream.of(where.id()), Stream.of(others.split(",")))
            .filter(name -> seen && !name.isEmpty())
            .map(Contact::new)
            .toList();
    return new ContactState(
        where,
        names,
        window,
        freeEntryPoint(explanation),
        consent(explanation.text("consent")),
        new MarketingUse(
            explanation.count("marketing_sent"),
            explanation.seconds("marketing_since"),
            nextAt(findings)),
        new FirstResponse(explanation.seconds("waits_since"), took(explanation.text("took"))));
  }

  private static FreeEntryPoint freeEntryPoint(Answer explanation) {
    Instant open = explanation.seconds("free_entry_ends");
    if (open != null) {
      return new FreeEntryPoint(FreeEntryPoint.State.OPEN, open);
    }
    Instant pending = explanation.seconds("free_entry_pending");
    return pending == null
        ? FreeEntryPoint.NONE
        : new FreeEntryPoint(FreeEntryPoint.State.PENDING, pending);
  }

  /** Kept as state, time and source. */
  static Consent consent(String stated) {
    String[] parts = stated.split(" ", 3);
    if (parts.length < 3) {
      return Consent.NONE;
    }
    String word = parts[0];
    Instant at = Instant.ofEpochSecond(Long.parseLong(parts[1]));
    String source = parts[2];
    Consent.State state = word.equals("out") ? Consent.State.OPT_OUT : Consent.State.OPT_IN;
    return new Consent(state, source, at);
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
  public Future<Boolean> isKnown(String phoneNumberId, Contact contact) {
    Request exists = Request.cmd(Command.EXISTS).arg(Keys.contact(phoneNumberId, contact));
    return limit.of(redis.send(exists)).map(found -> found.toInteger() > 0);
  }

  @Override
  public Future<NumberState> number(String phoneNumberId) {
    List<Request> requests = NumberReading.requests(phoneNumberId, clock.now());
    return limit
        .of(redis.batch(requests))
        .map(answers -> new NumberReading(phoneNumberId, answers, clock).state());
  }

  @Override
  public Future<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
    List<Request> requests =
        Stream.iterate(
                YearMonth.from(from),
                month -> !month.isAfter(YearMonth.from(to)),
                month -> month.plusMonths(1))
            .map(month -> Request.cmd(Command.HGETALL).arg(Keys.spend(phoneNumberId, month)))
            .toList();
    return settle
        .apply(Set.of(phoneNumberId))
        .compose(settled -> limit.of(redis.batch(requests)))
        .map(
            months -> {
              SpendFields fields = new SpendFields(from, to);
              months.forEach(fields::add);
              return fields.counts();
            });
  }
}
