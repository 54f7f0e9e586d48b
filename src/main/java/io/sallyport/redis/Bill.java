package io.sallyport.redis;

import io.sallyport.pricing.Billing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a send is charged, as the scripts' {@code bill} has it. */
final class Bill {

  private Bill() {}

  /** By name, with the lengths that charge.lua reads. */
  static Map<String, Object> of(Billing billing) {
    List<String> charge = ofCharge(billing);
    Map<String, Object> bill = new LinkedHashMap<>();
    bill.put("category", Codes.of(billing.category()));
    bill.put("conversation", charge.get(0));
    bill.put("inside", charge.get(1));
    bill.put("outside", charge.get(2));
    bill.put("free", charge.get(3));
    bill.put("fep_answer", LuaConstants.ALL.get("FREE_ENTRY_ANSWER_WITHIN"));
    bill.put("fep_length", LuaConstants.ALL.get("FREE_ENTRY_LENGTH"));
    bill.put("conversation_length", LuaConstants.ALL.get("CONVERSATION_LENGTH"));
    return bill;
  }

  /** By conversation, in a window, outside, free per month. */
  static List<String> ofCharge(Billing billing) {
    return List.of(
        flag(billing.conversation()),
        flag(billing.chargedInWindow()),
        flag(billing.chargedOutsideWindow()),
        Integer.toString(billing.freePerMonth()));
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
