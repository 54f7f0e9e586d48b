package io.sallyport.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.send.Decision;
import java.util.Locale;

/** All attributes of the gateway's spans; src/docs/observability.md lists them. */
final class Attributes {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> STORE = AttributeKey.stringKey("db.system.name");
  static final AttributeKey<String> NUMBER = AttributeKey.stringKey("sallyport.number");
  static final AttributeKey<String> CLASS = AttributeKey.stringKey("sallyport.class");
  static final AttributeKey<String> CATEGORY = AttributeKey.stringKey("sallyport.category");
  static final AttributeKey<String> DECISION = AttributeKey.stringKey("sallyport.decision");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("sallyport.reason");
  static final AttributeKey<String> VERDICT = AttributeKey.stringKey("sallyport.verdict");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("sallyport.outcome");
  static final AttributeKey<String> TARGET = AttributeKey.stringKey("sallyport.relay.target");
  static final AttributeKey<String> EVENT = AttributeKey.stringKey("sallyport.event_id");

  private Attributes() {}

  /** Adds the decision to the current span, if there is one. */
  static void addDecision(DecisionRecord one) {
    Span span = Span.current();
    if (!span.isRecording()) {
      return;
    }
    Decision decision = one.decision();
    span.setAttribute(DECISION, lower(decision.word()));
    if (one.number() != null) {
      span.setAttribute(NUMBER, one.number());
    }
    if (decision.reason() != null) {
      span.setAttribute(REASON, decision.reason().wire());
    }
    if (decision.sendClass() != null) {
      span.setAttribute(CLASS, lower(decision.sendClass()));
    }
    // An unknown category is whatever the caller wrote, so it is not recorded.
    if (decision.category() != null && decision.category().isKnown()) {
      span.setAttribute(CATEGORY, decision.category().lowerCase());
    }
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
