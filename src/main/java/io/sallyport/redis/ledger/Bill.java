package io.sallyport.redis.ledger;

import io.sallyport.pricing.Billing;
import io.sallyport.redis.core.Codes;
import java.util.Map;

/**
 * How a send is charged, in the scripts' words.
 *
 * @param conversation 1 when by conversation
 * @param inside 1 when in a window
 * @param outside 1 when outside of one
 * @param free messages per month
 */
record Bill(String category, String conversation, String inside, String outside, String free) {

  static Bill of(Billing billing) {
    return new Bill(
        Codes.of(billing.category()),
        flag(billing.conversation()),
        flag(billing.chargedInWindow()),
        flag(billing.chargedOutsideWindow()),
        Integer.toString(billing.freePerMonth()));
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  /** By name, as admit.lua reads it. */
  Map<String, Object> asTerms() {
    return Map.of(
        "category",
        category,
        "by_conversation",
        conversation.equals("1"),
        "charged_inside",
        inside.equals("1"),
        "charged_outside",
        outside.equals("1"),
        "free_per_month",
        Integer.parseInt(free),
        "bill",
        String.join(" ", conversation, inside, outside, free));
  }
}
