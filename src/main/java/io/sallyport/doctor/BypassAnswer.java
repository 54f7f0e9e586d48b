package io.sallyport.doctor;

import io.sallyport.doctor.BypassWay.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back, and whose it is: the gateway's own refusals have {@code fbtrace_id}s of its own,
 * and a send that it let out says so in {@code Sallyport-Decision}.
 */
record BypassAnswer(String text) {

  private static final Pattern DECISION =
      Pattern.compile("(?i)\\r\\nSallyport-Decision: *([a-z]+)");

  private static final Pattern REASON = Pattern.compile("(?i)\\r\\nSallyport-Reason: *([a-z_]+)");

  private static final Pattern SENT = Pattern.compile("\"messages\"\\s*:\\s*\\[\\s*\\{\\s*\"id\"");

  private static final Pattern METAS = Pattern.compile("\"fbtrace_id\"\\s*:\\s*\"(?!sallyport-)");

  private static final Pattern TAKEN = Pattern.compile("(?s)HTTP/1\\.[01] 2\\d\\d .*");

  /** The first decision it tells; empty for none. */
  String decision() {
    return first(DECISION);
  }

  /** The first reason it tells; empty for none. */
  String reason() {
    return first(REASON);
  }

  private String first(Pattern pattern) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  /** Whether a decision stands in it that is no refusal. */
  private boolean wasLetOut() {
    Matcher decisions = DECISION.matcher(text);
    while (decisions.find()) {
      if (!decisions.group(1).equals("rejected")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the message got past the decision, as far as an answer shows. */
  boolean isPast(Answer expected) {
    boolean mustBeRefused = expected != Answer.ANY;
    return SENT.matcher(text).find()
        || wasLetOut()
        || (mustBeRefused && (METAS.matcher(text).find() || TAKEN.matcher(text).matches()));
  }
}
