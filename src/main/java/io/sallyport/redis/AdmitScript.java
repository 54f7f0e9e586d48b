package io.sallyport.redis;

import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Occasion;
import io.sallyport.contact.Contact;
import io.sallyport.policy.LedgerRule;
import io.sallyport.policy.Rates;
import io.sallyport.policy.Rules;
import io.sallyport.policy.Terms;
import io.sallyport.policy.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * admit.lua with the names it reads its keys and arguments by, the parts of all rules, and the
 * terms of a send put into its text: one script for each of the few terms there are, so that they
 * are neither sent nor read with each call. Rates differ from number to number and are arguments.
 */
@SuppressWarnings("EnumOrdinal") // the places of names are generated from it, on both sides
final class AdmitScript {

  /** Its keys; the callback's is there only with an Idempotency-Key and the caller's own data. */
  enum Key {
    CONTACT,
    CONTACT_NAMES,
    NUMBER,
    SPEND,
    ASKED_NAMES,
    PAIR_RATE,
    IDEMPOTENCY,
    CALLBACK
  }

  /** Its arguments. Times in s, unless named. */
  enum Argument {
    /** Under which the contact's record is looked for. */
    NAME,
    /** That was asked for. */
    ASKED,
    /** 1 when that one led to the other of late. */
    HINTED,
    /** ms. */
    CLOCK_OFFSET,
    /** The reservation's id. */
    RESERVATION,
    /** The contact's country, if no marketing goes there. */
    BLOCKED_COUNTRY,
    QUIET_UNTIL,
    /** Messages per second. */
    THROUGHPUT,
    /** The same when Meta has raised it. */
    RAISED_THROUGHPUT,
    /** us; 0 without a marketing rate. */
    MARKETING_INTERVAL,
    MARKETING_BURST,
    /** Of an Idempotency-Key and what is sent with it; empty without one. */
    KEY_DIGEST,
    KEY_NONCE,
    KEY_ID,
    COUNTRY
  }

  /** What it answers, and what it answers beside when it explains. */
  enum Reply {
    WINDOW,
    NOW_MS,
    WINDOW_ENDS_MS,
    LAST_INBOUND,
    CHARGE,
    HELD,
    REFUSING,
    OBSERVED,
    PAIR_LEFT,
    PAIR_FULL_MS,
    THROUGHPUT_LEFT,
    PER_SECOND,
    TIER,
    EXPLANATION
  }

  /** What {@link Reply#EXPLANATION} has. */
  enum Explained {
    OUTCOMES,
    NAMES,
    FREE_ENTRY_ENDS,
    FREE_ENTRY_PENDING,
    CONSENT,
    MARKETING_SENT,
    MARKETING_SINCE,
    WAITS_SINCE,
    TOOK,
    IS_SEEN,
    COVERED_SINCE
  }

  private static final String RULES = "--- rules\n";

  private static final String TEXT = text();

  private final Map<Terms, Lua> scripts = new ConcurrentHashMap<>();
  private final boolean explains;
  private final Duration recordLife;

  private AdmitScript(boolean explains, Duration recordLife) {
    this.explains = explains;
    this.recordLife = recordLife;
  }

  /** One that decides and reserves; a contact's record lives so long after its last change. */
  static AdmitScript deciding(Duration recordLife) {
    return new AdmitScript(false, recordLife);
  }

  /** One that reserves nothing and says of every rule what it looked at. */
  static AdmitScript explaining() {
    return new AdmitScript(true, Duration.ZERO);
  }

  Lua on(Terms terms) {
    Lua known = scripts.get(terms);
    return known == null ? scripts.computeIfAbsent(terms, this::withTerms) : known;
  }

  private Lua withTerms(Terms terms) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("explains", explains);
    all.put("record_life", recordLife.toSeconds());
    Map<String, Object> enforcement = new LinkedHashMap<>();
    for (LedgerRule rule : Rules.OF_LEDGER) {
      all.putAll(rule.terms(terms));
      enforcement.put(
          rule.reason().wire(), terms.enforcement(rule.reason()).name().toLowerCase(Locale.ROOT));
    }
    all.put("enforcement", enforcement);
    all.put("bill", Bill.of(terms.billing()));
    return new Lua(Lua.withConstants("local terms = " + Lua.literal(all) + "\n" + TEXT));
  }

  private static String text() {
    String rules =
        Rules.OF_LEDGER.stream()
            .map(rule -> Lua.text("rules/" + rule.reason().wire()))
            .collect(Collectors.joining("\n"));
    return named("key", "KEYS", Key.values())
        + named("send", "ARGV", Argument.values())
        + "local function reply(of, more)\n  more = more or {}\n"
        + listed("explained", "more", Stream.of(Explained.values()))
        + listed("all", "of", Stream.of(Reply.values()).limit(Reply.EXPLANATION.ordinal()))
        + "  all[#all + 1] = terms.explains and explained or nil\n  return all\nend\n"
        + Lua.text("admit").replace(RULES, rules);
  }

  private static String named(String table, String of, Enum<?>[] names) {
    return Stream.of(names)
        .map(name -> name(name) + " = " + of + "[" + (name.ordinal() + 1) + "]")
        .collect(Collectors.joining(", ", "local " + table + " = {", "}\n"));
  }

  private static String listed(String list, String of, Stream<? extends Enum<?>> names) {
    return names
        .map(name -> of + "." + name(name))
        .collect(Collectors.joining(", ", "  local " + list + " = {", "}\n"));
  }

  private static String name(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  /** Arguments from {@link Argument#ASKED} on: the name the step adds itself. */
  static final class Arguments {

    private final String[] values = new String[Argument.values().length - 1];

    Arguments() {
      Arrays.fill(values, "");
    }

    Arguments set(Argument argument, String value) {
      values[argument.ordinal() - 1] = value;
      return this;
    }

    /** How fast the number may send; the marketing rate's burst is what a second brings, or one. */
    Arguments rates(Rates rates) {
      int perSecond = rates.throughput();
      set(Argument.THROUGHPUT, Integer.toString(perSecond));
      int raised = rates.fixed() ? perSecond : Throughput.RAISED;
      set(Argument.RAISED_THROUGHPUT, Integer.toString(raised));
      double marketing = rates.marketing();
      if (marketing == 0) {
        return set(Argument.MARKETING_INTERVAL, "0");
      }
      set(Argument.MARKETING_INTERVAL, Long.toString((long) Math.ceil(1_000_000 / marketing)));
      long burst = Math.max(1, (long) Math.floor(marketing));
      return set(Argument.MARKETING_BURST, Long.toString(burst));
    }

    /** What is particular to one send. */
    Arguments occasion(Occasion occasion, Contact contact) {
      if (occasion.blockedCountry() != null) {
        set(Argument.BLOCKED_COUNTRY, occasion.blockedCountry());
      }
      Instant quiet = occasion.quietUntil();
      if (quiet != null) {
        set(Argument.QUIET_UNTIL, Long.toString(quiet.getEpochSecond()));
      }
      IdempotencyKey key = occasion.key();
      return key == null
          ? this
          : set(Argument.KEY_DIGEST, key.digest())
              .set(Argument.KEY_NONCE, key.nonce())
              .set(Argument.KEY_ID, key.id())
              .set(Argument.COUNTRY, Codes.ofCountry(contact.country()));
    }

    List<String> list() {
      return Arrays.asList(values);
    }
  }
}
