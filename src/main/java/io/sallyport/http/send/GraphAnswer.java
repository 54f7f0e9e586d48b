package io.sallyport.http.send;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.connector.HttpAnswer;
import io.sallyport.contact.Window;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.api.DeferredResource;
import io.sallyport.ledger.Quota;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Graph-shaped caller is answered: Meta's answer or a Graph-shaped refusal, with the
 * gateway's headers.
 */
public final class GraphAnswer implements HttpAnswer {

  private static final String PREFIX = "sallyport-";
  private static final CharSequence DECISION = HttpHeaders.createOptimized("Sallyport-Decision");
  private static final CharSequence REASON = HttpHeaders.createOptimized("Sallyport-Reason");
  private static final CharSequence WINDOW = HttpHeaders.createOptimized("Sallyport-Window");
  private static final CharSequence WINDOW_EXPIRES =
      HttpHeaders.createOptimized("Sallyport-Window-Expires");
  private static final CharSequence CATEGORY = HttpHeaders.createOptimized("Sallyport-Category");
  private static final CharSequence TEMPLATE = HttpHeaders.createOptimized("Sallyport-Template");
  private static final CharSequence NEXT_AT = HttpHeaders.createOptimized("Sallyport-Next-At");

  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit-Limit");
  private static final CharSequence RATE_REMAINING =
      HttpHeaders.createOptimized("RateLimit-Remaining");
  private static final CharSequence RATE_RESET = HttpHeaders.createOptimized("RateLimit-Reset");

  /** As {@link DeferredResource} has them. */
  private static final Map<Result.How, String> STATES =
      Map.of(Result.How.DEFERRED, "queued", Result.How.PARKED, "parked", Result.How.HELD, "held");

  private final DecisionRecord noted;
  private final Decision decision;
  private final SharedClock clock;
  private final Errors errors;

  /** How a refusal is written. */
  public interface Errors {

    Errors OF_WHATSAPP =
        new Errors() {
          @Override
          public int status(Refusal refusal) {
            return GraphErrors.status(refusal);
          }

          @Override
          public Buffer body(Refusal refusal, String id) {
            return GraphErrors.body(refusal, id);
          }
        };

    int status(Refusal refusal);

    /**
     * The body of a refusal.
     *
     * @param id of it, 16 hex digits
     */
    Buffer body(Refusal refusal, String id);

    /** The status of an answer that is given again. */
    default int replayed(int kept) {
      return kept;
    }
  }

  public GraphAnswer(DecisionRecord noted, SharedClock clock, Errors errors) {
    this.errors = errors;
    this.noted = noted;
    this.decision = noted.decision();
    this.clock = clock;
  }

  @Override
  public int status() {
    Refusal refusal = decision.refusal();
    if (decision.outcome() instanceof Outcome.Answered answered) {
      return answered.status();
    } else if (decision.result() instanceof Result.Waits) {
      return HttpResponseStatus.ACCEPTED.code();
    } else if (decision.result() instanceof Result.Replayed replayed) {
      return errors.replayed(replayed.answer().status());
    }
    return refusal == null ? HttpResponseStatus.OK.code() : errors.status(refusal);
  }

  @Override
  public void addHeaders(MultiMap headers) {
    Refusal refusal = decision.refusal();
    if (decision.outcome() instanceof Outcome.Answered answered) {
      copyMetas(answered.headers(), headers);
    }
    describe(headers, decision);
    if (decision.result() instanceof Result.Waits waits) {
      describeWaiting(headers, waits);
    } else if (decision.result() instanceof Result.Replayed replayed) {
      if (replayed.answer().contentType() != null) {
        headers.set(HttpHeaders.CONTENT_TYPE, replayed.answer().contentType());
      }
    } else if (refusal != null) {
      describeRefusal(headers, refusal);
    }
  }

  @Override
  public Buffer body() {
    Refusal refusal = decision.refusal();
    if (decision.outcome() instanceof Outcome.Answered answered) {
      return Buffer.buffer(answered.body());
    } else if (decision.result() instanceof Result.Waits waits) {
      return waitingBody(waits);
    } else if (decision.result() instanceof Result.Replayed replayed) {
      return Buffer.buffer(replayed.answer().body());
    }
    return refusal == null || noted.id() == null
        ? Buffer.buffer()
        : errors.body(refusal, noted.id());
  }

  private static void copyMetas(Iterable<Map.Entry<String, String>> metas, MultiMap headers) {
    for (Map.Entry<String, String> header : metas) {
      if (!header.getKey().regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        headers.add(header.getKey(), header.getValue());
      }
    }
  }

  private void describeWaiting(MultiMap headers, Result.Waits waits) {
    if (waits.asked() && waits.how() == Result.How.DEFERRED) {
      headers.set("Preference-Applied", "respond-async");
    }
    headers
        .set(HttpHeaders.LOCATION, DeferredResource.location(noted.number(), waits.id()))
        .set(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE);
  }

  /** As {@code GET} of its place shows it, and with an id where the caller's SDK looks for one. */
  private Buffer waitingBody(Result.Waits waits) {
    Reason reason = decision.reason();
    Instant notBefore = waits.notBefore();
    JsonObject body = JsonObject.of("messaging_product", "whatsapp");
    if (notBefore != null) {
      body.put("deferred", JsonObject.of("id", waits.id(), "not_before", notBefore.toString()));
    }
    return body.put("messages", JsonArray.of(JsonObject.of("id", PREFIX + waits.id())))
        .put("id", waits.id())
        .put("state", STATES.get(waits.how()))
        .put("reason", reason == null ? null : reason.wire())
        .put("queued_at", waits.since().toString())
        .put("not_before", notBefore == null ? null : notBefore.toString())
        .put("expires_at", waits.until().toString())
        .put("status", null)
        .put("answer", null)
        .toBuffer();
  }

  private void describeRefusal(MultiMap headers, Refusal refusal) {
    if (refusal.nextAt() != null && refusal.reason() == Reason.MARKETING_THROTTLED) {
      headers.set(NEXT_AT, refusal.nextAt().toString());
    }
    String retryAfter = retryAfter(refusal);
    if (retryAfter != null) {
      headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    headers.set(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE);
    if (errors.status(refusal) == HttpResponseStatus.UNAUTHORIZED.code()) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, GraphErrors.CHALLENGE);
    }
  }

  /** In whole seconds; null for none. */
  private @Nullable String retryAfter(Refusal refusal) {
    return switch (refusal.reason().retryAfter()) {
      case NEVER -> null;
      case SOON -> GraphErrors.RETRY_SOON;
      case WHEN_POSSIBLE -> refusal.nextAt() == null ? null : seconds(refusal.nextAt());
    };
  }

  /** Whole seconds until then, so that it is possible after them. */
  private String seconds(Instant nextAt) {
    long millis = Duration.between(clock.now(), nextAt).toMillis();
    return Long.toString(Math.max(1, (millis + 999) / 1000));
  }

  /** Says what was decided. */
  static void describe(MultiMap headers, Decision decision) {
    if (decision.sendClass() == SendClass.CONTROL) {
      headers.set(CATEGORY, "control");
    } else if (decision.category() != null) {
      headers.set(CATEGORY, decision.category().lowerCase());
    }
    Quota quota = decision.quota();
    if (quota != null) {
      headers
          .set(RATE_LIMIT, Integer.toString(quota.limit()))
          .set(RATE_REMAINING, Integer.toString(quota.remaining()))
          .set(RATE_RESET, Long.toString(quota.reset()));
    }
    Window window = decision.window();
    if (window != null) {
      headers.set(WINDOW, window.state().name().toLowerCase(Locale.ROOT));
      Instant expiresAt = window.expiresAt();
      if (expiresAt != null) {
        headers.set(WINDOW_EXPIRES, expiresAt.toString());
      }
    }
    headers.set(DECISION, decision.word().name().toLowerCase(Locale.ROOT));
    Reason reason = decision.reason();
    if (reason != null) {
      headers.set(REASON, reason.wire());
    }
    if (decision.insteadOf() != null && !(decision.result() instanceof Result.Waits)) {
      describeSubstitute(headers, decision);
    }
  }

  private static void describeSubstitute(MultiMap headers, Decision decision) {
    OutboundMessage message = decision.message();
    if (message != null && message.template() != null) {
      TemplateCall template = message.template();
      headers.set(TEMPLATE, template.name() + "/" + template.language());
    }
  }
}
