package io.sallyport.replay;

import io.sallyport.audit.BasisText;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.LedgerExplanation.Finding;
import io.sallyport.ledger.Replays;
import io.sallyport.ledger.Replays.Case;
import io.sallyport.ledger.SendContext;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.Estimate;
import io.sallyport.pricing.Tariff;
import io.sallyport.replay.Outcome.Kind;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Standing;
import io.sallyport.rule.Terms;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges decisions of a number again, by other policies. Blocks until the ledger has answered.
 *
 * <p>A text in whose place a template went out is judged first, and the template only if the window
 * still refuses the text.
 */
final class Rejudge {

  /** Sends that the ledger judges at a time: live sends get their turn in between. */
  private static final int AT_ONCE = 8;

  /** What a ledger's facts say nothing of: a verdict by another reason stays. */
  private static final List<Reason> RECALLED = Reason.JUDGED_BY_LEDGER;

  private final BusinessNumber number;
  private final Policies was;
  private final Policies changed;
  private final Tariff tariff;
  private final Replays ledger;

  Rejudge(BusinessNumber number, Policies was, Policies changed, Tariff tariff, Replays ledger) {
    this.number = number;
    this.was = was;
    this.changed = changed;
    this.tariff = tariff;
    this.ledger = ledger;
  }

  /** One send under one reading of it. */
  private record Try(Past past, BasisText of, Contact contact, Standing standing) {

    /** A template that is judged as the text that it went out for. */
    boolean isText() {
      return of.inPlace() && !standing.equals(of.basis().standing());
    }
  }

  /** In no order. */
  List<Verdict> judge(List<Past> some) {
    List<Verdict> verdicts = new ArrayList<>(some.size());
    List<Try> first = new ArrayList<>();
    for (Past past : some) {
      Contact contact = past.contact();
      BasisText of = past.basis();
      if (of == null || contact == null) {
        verdicts.add(withoutFacts(past));
      } else {
        Standing standing = of.basis().standing();
        first.add(new Try(past, of, contact, of.inPlace() ? standing.asText() : standing));
      }
    }
    List<Try> second = new ArrayList<>();
    judge(first, verdicts, second);
    judge(second, verdicts, new ArrayList<>());
    return verdicts;
  }

  private void judge(List<Try> tries, List<Verdict> verdicts, List<Try> again) {
    Map<Terms, List<Try>> byTerms = new LinkedHashMap<>();
    for (Try one : tries) {
      Reason refusing = changed.refusing(one.standing());
      if (refusing != null) {
        verdicts.add(judged(one, Outcome.refused(refusing), null));
      } else {
        Terms terms = changed.terms(one.standing(), number.rates());
        byTerms.computeIfAbsent(terms, unknown -> new ArrayList<>()).add(one);
      }
    }
    byTerms.forEach(
        (terms, all) -> {
          for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Try> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            List<Optional<LedgerExplanation>> found = ask(terms, some);
            for (int i = 0; i < some.size(); i++) {
              ended(some.get(i), found.get(i).orElse(null), verdicts, again);
            }
          }
        });
  }

  private List<Optional<LedgerExplanation>> ask(Terms terms, List<Try> some) {
    List<Case> cases = some.stream().map(one -> asked(terms, one)).toList();
    return ledger
        .judge(number.phoneNumberId(), terms, cases)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private Case asked(Terms terms, Try one) {
    SendContext context =
        SendContext.of(changed, number, one.contact(), terms, one.standing().at(), null);
    return new Case(one.contact(), one.of().basis().facts(), context);
  }

  private void ended(
      Try one, @Nullable LedgerExplanation found, List<Verdict> verdicts, List<Try> again) {
    if (found == null) {
      verdicts.add(Verdict.kept(one.past()));
      return;
    }
    Grounds refusing = refusing(found);
    if (refusing == null) {
      verdicts.add(passed(one, found.charge()));
    } else if (one.isText() && refusing.reason() == Reason.WINDOW_CLOSED) {
      again.add(new Try(one.past(), one.of(), one.contact(), one.of().basis().standing()));
    } else {
      verdicts.add(judged(one, refused(one.past(), refusing), null));
    }
  }

  private @Nullable Grounds refusing(LedgerExplanation found) {
    for (Finding finding : found.findings()) {
      if (finding.grounds() != null
          && changed.settings().enforcement(finding.reason()) == Enforcement.ENFORCE) {
        return finding.grounds();
      }
    }
    return null;
  }

  private Verdict passed(Try one, @Nullable Charge charge) {
    Past past = one.past();
    Reason refusedBy = one.of().basis().refusedBy();
    // Nobody noted what this reason stood on, or it was none of the ledger's.
    boolean byAnother =
        refusedBy != null
            ? !RECALLED.contains(refusedBy)
            : past.outcome().kind() == Kind.REFUSED && !isOffNow(past.outcome().reason());
    boolean waitedAnyway = refusedBy == null && past.outcome().kind() == Kind.DEFERRED;
    if (byAnother || waitedAnyway) {
      return Verdict.kept(past);
    }
    Outcome after =
        one.of().inPlace() && !one.isText()
            ? new Outcome(Kind.REPLACED, Reason.WINDOW_CLOSED)
            : Outcome.PASSED;
    return judged(one, after, charge);
  }

  /** Whether it was the messaging limit or a budget, which refuses no more. */
  private boolean isOffNow(@Nullable Reason reason) {
    return reason != null
        && Reason.JUDGED_AFTER_LEDGER.contains(reason)
        && changed.settings().enforcement(reason) != Enforcement.ENFORCE;
  }

  private Outcome refused(Past past, Grounds grounds) {
    Outcome before = past.outcome();
    Reason reason = grounds.reason();
    boolean asked = before.kind() == Kind.DEFERRED;
    boolean waits =
        reason.isThrottle()
            ? (asked || (reason == Reason.MARKETING_THROTTLED && nowWaits(before)))
                && grounds.possibleAt() != null
            : asked && reason == before.reason();
    return waits ? new Outcome(Kind.DEFERRED, reason) : Outcome.refused(reason);
  }

  /** Where marketing waited before, what was refused for this all the same could not wait. */
  private boolean nowWaits(Outcome before) {
    boolean couldNot =
        was.settings().marketingLimits().onLimit() == OnLimit.DEFER
            && before.kind() == Kind.REFUSED
            && before.reason() == Reason.MARKETING_THROTTLED;
    return changed.settings().marketingLimits().onLimit() == OnLimit.DEFER && !couldNot;
  }

  /** Refused by the message alone, or from before anything was noted. */
  private Verdict withoutFacts(Past past) {
    Reason reason = past.outcome().reason();
    if (reason == null || !Reason.JUDGED_BY_POLICY.contains(reason)) {
      return Verdict.kept(past);
    }
    boolean isUnsupported =
        past.statesCategory()
            && !changed.settings().supportedCategories().contains(past.category())
            && isEnforced(Reason.UNSUPPORTED_CATEGORY);
    if (isUnsupported) {
      return unpriced(past, Outcome.refused(Reason.UNSUPPORTED_CATEGORY));
    }
    return reason != Reason.UNSUPPORTED_CATEGORY && isEnforced(reason)
        ? unpriced(past, past.outcome())
        : Verdict.kept(past);
  }

  private boolean isEnforced(Reason reason) {
    return changed.settings().enforcement(reason) == Enforcement.ENFORCE;
  }

  private static Verdict unpriced(Past past, Outcome after) {
    return new Verdict(past, after, true, null, null);
  }

  /**
   * A verdict.
   *
   * @param charge how it would be charged; null when it would not leave
   */
  private Verdict judged(Try one, Outcome after, @Nullable Charge charge) {
    Past past = one.past();
    return new Verdict(
        past,
        after,
        true,
        cost(was, one.of().basis().standing(), past.charge(), past),
        cost(changed, one.standing(), charge, past));
  }

  private @Nullable Estimate cost(
      Policies policies, Standing standing, @Nullable Charge charge, Past past) {
    return charge == null
        ? null
        : tariff.estimate(
            policies.terms(standing, number.rates()).billing(),
            charge,
            past.country(),
            standing.at().atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
