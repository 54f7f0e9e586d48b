package io.sallyport.redis.ledger;

import io.sallyport.pricing.Billing;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Terms of all kinds; a number has one pricing model. */
final class RandomTerms {

  private static final List<Marketing> ALLOWANCES =
      List.of(
          new Marketing(2, Duration.ofHours(24), true, Duration.ZERO),
          new Marketing(3, Duration.ofDays(3), true, Duration.ofHours(1)),
          new Marketing(2, Duration.ofHours(30), false, Duration.ofMinutes(10)),
          new Marketing(0, Duration.ofHours(24), true, Duration.ZERO));

  private final Random random;

  RandomTerms(Random random) {
    this.random = random;
  }

  Terms any(String number) {
    return switch (random.nextInt(4)) {
      case 0 -> freeForm(number);
      case 1 -> template(number);
      default -> marketing(number);
    };
  }

  private Terms freeForm(String number) {
    return Plain.terms(
        true,
        random.nextBoolean(),
        Duration.ofMinutes(random.nextInt(2) * 5L),
        false,
        null,
        enforcement(),
        billing(number, Category.SERVICE));
  }

  private Terms template(String number) {
    Category category = random.nextBoolean() ? Category.UTILITY : Category.AUTHENTICATION;
    return Plain.terms(
        false,
        false,
        Duration.ZERO,
        random.nextBoolean(),
        null,
        enforcement(),
        billing(number, category));
  }

  Terms marketing(String number) {
    return Plain.terms(
        false,
        false,
        Duration.ZERO,
        random.nextInt(4) == 0,
        ALLOWANCES.get(random.nextInt(ALLOWANCES.size())),
        enforcement(),
        billing(number, Category.MARKETING));
  }

  /** A few of the rules in another mode. */
  private Map<Reason, Enforcement> enforcement() {
    Map<Reason, Enforcement> all = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.JUDGED_BY_LEDGER) {
      int mode = random.nextInt(8);
      if (mode < 2) {
        all.put(reason, mode == 0 ? Enforcement.OBSERVE : Enforcement.OFF);
      }
    }
    return all;
  }

  /** The free messages of a month are few, so that they are used up. */
  private Billing billing(String number, Category category) {
    PricingModel model = PricingModel.values()[number.charAt(1) - '0'];
    Billing billing = model.billing(category);
    return billing.freePerMonth() == 0
        ? billing
        : new Billing(
            model,
            category,
            billing.conversation(),
            billing.chargedInWindow(),
            billing.chargedOutsideWindow(),
            3);
  }
}
