package io.sallyport.audit;

import io.sallyport.rule.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was just made, here or by another replica.
 *
 * @param number phone number id; null when it is not configured
 * @param client null when it is not known
 * @param reason as {@code Sallyport-Reason} has it
 * @param contact the recipient's name
 * @param json as {@link DecisionRecord#json}
 */
record LiveDecision(
    @Nullable String number,
    @Nullable String client,
    @Nullable String reason,
    @Nullable String contact,
    String json) {

  static LiveDecision of(DecisionRecord one) {
    Reason reason = one.decision().reason();
    return new LiveDecision(
        one.number(),
        one.client().isEmpty() ? null : one.client(),
        reason == null ? null : reason.wire(),
        one.recipient(),
        one.json());
  }

  /** Another replica's; null when it is not one. */
  static @Nullable LiveDecision read(String json) {
    try {
      Map<String, String> members = FlatJson.read(json);
      return new LiveDecision(
          members.get("number"),
          members.get("client"),
          members.get("reason"),
          members.get("contact"),
          json);
    } catch (IllegalArgumentException notJson) {
      return null;
    }
  }
}
