package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.Billing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Terms as the scripts take them; made once for each of the few there are. */
final class EncodedTerms {

  private static final Duration CONVERSATION = Duration.ofHours(24);

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
    all.add(flag(terms.marketing() != null));
    var marketing = terms.marketing();
    if (marketing != null) {
      all.add(Integer.toString(marketing.max()));
      all.add(seconds(marketing.window()));
      all.add(seconds(marketing.minGap()));
      all.add(flag(marketing.resetOnReply()));
      all.add(seconds(Lives.FIRST_COOL_DOWN));
      all.add(seconds(Lives.LONGEST_COOL_DOWN));
      all.add(recordLife);
      all.add(seconds(Lives.CONSENT));
    }
    return List.copyOf(all);
  }

  /** By conversation, in a window, outside, free per month, and the three lengths. */
  static List<String> ofBilling(Billing billing) {
    return List.of(
        flag(billing.conversation()),
        flag(billing.chargedInWindow()),
        flag(billing.chargedOutsideWindow()),
        Integer.toString(billing.freePerMonth()),
        seconds(FreeEntryPoint.ANSWER_WITHIN),
        seconds(FreeEntryPoint.LENGTH),
        seconds(CONVERSATION));
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
