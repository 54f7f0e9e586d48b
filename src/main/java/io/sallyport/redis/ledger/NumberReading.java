package io.sallyport.redis.ledger;

import io.sallyport.contact.Window;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Ranges;
import io.sallyport.redis.core.TimesToLive;
import io.sallyport.redis.ledger.NumberWords.Said;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked to know how a number is, and what the answers say. */
final class NumberReading {

  /** The fields of a number's record that are read. */
  private static final List<String> FIELDS =
      List.of(
          "covered",
          "heard",
          "gap",
          "spoke",
          "unheard",
          NumberWords.BUSINESS_INITIATED,
          NumberWords.EVERYTHING,
          NumberWords.BAN,
          NumberWords.MESSAGING_LIMIT,
          NumberWords.THROUGHPUT,
          NumberWords.CONNECTION);

  private final String phoneNumberId;
  private final Response fields;
  private final long waiting;
  private final @Nullable Long waitingSince;
  private final long now;
  private final Response windows;

  /** The answers to {@link #requests}, in their order. */
  NumberReading(String phoneNumberId, List<Response> answers, Clock clock) {
    this.phoneNumberId = phoneNumberId;
    Iterator<Response> next = answers.iterator();
    this.fields = next.next();
    this.waiting = next.next().toLong();
    this.waitingSince = Ranges.firstScore(next.next());
    this.now = clock.at(next.next()).getEpochSecond();
    this.windows = next.next();
  }

  static List<Request> requests(String phoneNumberId, Instant now) {
    Request record = Request.cmd(Command.HMGET).arg(Keys.number(phoneNumberId));
    FIELDS.forEach(record::arg);
    String waiting = Keys.waiting(phoneNumberId);
    // Exclusive: of those who wait for longer it may be that nothing else is known any more.
    String longAgo = "(" + now.minus(TimesToLive.WAITING).getEpochSecond();
    return List.of(
        record,
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
  }

  NumberState state() {
    return new NumberState(
        coverage(),
        blockedUntil(NumberWords.BUSINESS_INITIATED),
        blockedUntil(NumberWords.EVERYTHING),
        NumberWords.isDisabled(field(NumberWords.BAN)),
        word(NumberWords.MESSAGING_LIMIT),
        word(NumberWords.THROUGHPUT),
        waiting,
        waitingSince == null ? null : Instant.ofEpochSecond(waitingSince),
        WindowCounts.of(windows, now));
  }

  private Coverage coverage() {
    long since = number("covered");
    long heard = number("heard");
    boolean unheard =
        number("unheard") >= TimesToLive.UNHEARD_SENDS
            && now - number("spoke") > TimesToLive.UNHEARD.toSeconds();
    boolean silent = now - heard > TimesToLive.LONGEST_SILENCE.toSeconds();
    boolean whole = since > 0 && !unheard && !silent;
    return new Coverage(
        whole ? Instant.ofEpochSecond(since) : null,
        whole && now >= since + Window.LENGTH.toSeconds(),
        heard == 0 ? null : Instant.ofEpochSecond(heard),
        Codes.gap(number("gap")),
        since > 0 ? null : NumberWords.disconnected(phoneNumberId, field(NumberWords.CONNECTION)));
  }

  private @Nullable Instant blockedUntil(String name) {
    String until = word(name);
    return until == null || Long.parseLong(until) <= now
        ? null
        : Instant.ofEpochSecond(Long.parseLong(until));
  }

  private @Nullable String word(String name) {
    Said said = Said.of(field(name));
    return said == null ? null : said.word();
  }

  private long number(String name) {
    Response value = field(name);
    return value == null ? 0 : value.toLong();
  }

  private @Nullable Response field(String name) {
    return fields.get(FIELDS.indexOf(name));
  }
}
