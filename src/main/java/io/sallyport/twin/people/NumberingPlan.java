package io.sallyport.twin.people;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mobile numbers that are written with and without one more digit: the Cloud API "may alter the
 * prefix", and both are one person (platform-facts.md#phone-numbers).
 */
final class NumberingPlan {
  /** Country and area code, the digit in question, the rest. */
  private static final Pattern BRAZIL = Pattern.compile("(55[1-9][0-9])9([6-9][0-9]{7})");

  private static final Pattern MEXICO = Pattern.compile("(52)1([0-9]{10})");
  private static final Pattern ARGENTINA = Pattern.compile("(54)9([0-9]{10})");

  private NumberingPlan() {}

  /** The digits without the extra one; digits of other countries as they are. */
  static String withoutExtraDigit(String digits) {
    for (Pattern country : new Pattern[] {BRAZIL, MEXICO, ARGENTINA}) {
      Matcher number = country.matcher(digits);
      if (number.matches()) {
        return number.group(1) + number.group(2);
      }
    }
    return digits;
  }
}
