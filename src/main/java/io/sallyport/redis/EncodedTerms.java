package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Occasion;
import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.Billing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Terms as the scripts take them; made once for each of the few there are. */
final class EncodedTerms {

  private static final Duration CONVERSATION = Duration.ofHours(24);

  /** How long a free entry point may be answered, and lasts, and a conversation lasts, s. */
  static final List<String> LENGTHS =
      List.of(
          seconds(FreeEntryPoint.ANSWER_WITHIN),
          seconds(FreeEntryPoint.LENGTH),
          seconds(CONVERSATION));

  /** Meta lets a contact be written to every 6 s, and up to 45 times ahead (PF §5.2). */
  static final String PAIR_INTERVAL = "6000";

  static final int PAIR_BURST = 45;

  /** Messages per second when Meta has raised the number's throughput (PF §5.1). */
  private static final String RAISED_THROUGHPUT = "1000";

  private final Map<Terms, List<String>> encoded = new ConcurrentHashMap<>();
  private final String recordLife;

  EncodedTerms(Duration recordLife) {
    this.recordLife = seconds(recordLife);
  }

  /** What admit.lua takes from the length of a window on. */
  List<String> ofAdmission(Terms terms) {
    List<String> known = encoded.get(terms);
    return known == null ? encoded.computeIfAbsent(terms, this::encode) : known;
  }

  private List<String> encode(Terms terms) {
    List<String> all = new ArrayList<>();
    all.add(seconds(Window.LENGTH));
    all.add(Long.toString(terms.windowMargin().toMillis()));
    all.add(flag(terms.needsWindow()));
    all.add(flag(terms.unknownWindowPasses()));
    all.add(flag(terms.needsOptIn()));
    Reason.JUDGED_BY_LEDGER.forEach(reason -> all.add(level(terms.enforcement(reason))));
    all.add(Codes.of(terms.billing().category()));
    all.addAll(ofBilling(terms.billing()));
    all.add(seconds(Window.LENGTH));
    all.add(seconds(Lives.LONGEST_SILENCE));
    all.add(Lives.UNHEARD_SENDS);
    all.add(seconds(Lives.UNHEARD));
    all.add(PAIR_INTERVAL);
    all.add(Integer.toString(PAIR_BURST));
    all.add(Integer.toString(terms.rates().throughput()));
    all.add(terms.rates().fixed() ? "1" : RAISED_THROUGHPUT);
    all.add(seconds(Lives.NUMBER));
    all.add(flag(terms.marketing() != null));
    var marketing = terms.marketing();
    if (marketing != null) {
      all.add(Integer.toString(marketing.max()));
      all.add(seconds(marketing.window()));
      all.add(seconds(marketing.minGap()));
      all.add(flag(marketing.resetOnReply()));
      all.add(seconds(Lives.FIRST_COOL_DOWN));
      all.add(seconds(Lives.LONGEST_COOL_DOWN));
      all.addAll(marketingRate(terms.rates().marketing()));
      all.add(recordLife);
      all.add(seconds(Lives.CONSENT));
    }
    return List.copyOf(all);
  }

  /** Interval, us, and burst: what a second brings, or one. */
  private static List<String> marketingRate(double perSecond) {
    return perSecond == 0
        ? List.of("0", "0")
        : List.of(
            Long.toString((long) Math.ceil(1_000_000 / perSecond)),
            Long.toString(Math.max(1, (long) Math.floor(perSecond))));
  }

  /** By conversation, in a window, outside, free per month, and the three lengths. */
  static List<String> ofBilling(Billing billing) {
    List<String> all = new ArrayList<>(ofCharge(billing));
    all.addAll(LENGTHS);
    return all;
  }

  /** By conversation, in a window, outside, free per month. */
  static List<String> ofCharge(Billing billing) {
    return List.of(
        flag(billing.conversation()),
        flag(billing.chargedInWindow()),
        flag(billing.chargedOutsideWindow()),
        Integer.toString(billing.freePerMonth()));
  }

  /** Without an Idempotency-Key. */
  private static final List<String> NO_KEY = List.of("", "", "", "", "", "");

  /** What admit.lua takes before what {@link #ofAdmission} gives it. */
  static List<String> ofOccasion(Occasion occasion, Contact contact) {
    List<String> all = new ArrayList<>(7);
    all.add(quiet(occasion));
    IdempotencyKey key = occasion.key();
    if (key == null) {
      all.addAll(NO_KEY);
    } else {
      all.add(key.digest());
      all.add(key.nonce());
      all.add(seconds(Lives.KEY_LEASE));
      all.add(seconds(Lives.KEY));
      all.add(key.id());
      all.add(Codes.ofCountry(contact.country()));
    }
    return all;
  }

  private static String quiet(Occasion occasion) {
    if (occasion.blockedCountry() != null) {
      return "b" + occasion.blockedCountry();
    }
    Instant until = occasion.quietUntil();
    return until == null ? "" : Long.toString(until.getEpochSecond());
  }

  private static String level(Enforcement enforcement) {
    return switch (enforcement) {
      case OFF -> "0";
      case OBSERVE -> "1";
      case ENFORCE -> "2";
    };
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
