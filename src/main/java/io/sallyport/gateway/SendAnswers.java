package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.admission.Decision;
import io.sallyport.admission.Ending;
import io.sallyport.admission.Ending.Outcome;
import io.sallyport.admission.IdempotencyStore.KeptAnswer;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Quota;
import io.sallyport.audit.Audit;
import io.sallyport.contact.Window;
import io.sallyport.message.SendClass;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a send: Meta's answer or a Graph-shaped refusal, and the gateway's headers.
 */
@Singleton
final class SendAnswers {

  private static final Logger LOG = Logger.getLogger(SendAnswers.class);

  private static final String PREFIX = "sallyport-";
  private static final CharSequence DECISION = HttpHeaders.createOptimized("Sallyport-Decision");
  private static final CharSequence REASON = HttpHeaders.createOptimized("Sallyport-Reason");
  private static final CharSequence WINDOW = HttpHeaders.createOptimized("Sallyport-Window");
  private static final CharSequence WINDOW_EXPIRES =
      HttpHeaders.createOptimized("Sallyport-Window-Expires");
  private static final CharSequence CATEGORY = HttpHeaders.createOptimized("Sallyport-Category");
  private static final CharSequence NEXT_AT = HttpHeaders.createOptimized("Sallyport-Next-At");

  private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("RateLimit-Limit");
  private static final CharSequence RATE_REMAINING =
      HttpHeaders.createOptimized("RateLimit-Remaining");
  private static final CharSequence RATE_RESET = HttpHeaders.createOptimized("RateLimit-Reset");

  private final Ledger ledger;
  private final Audit audit;

  SendAnswers(Ledger ledger, Audit audit) {
    this.ledger = ledger;
    this.audit = audit;
  }

  /**
   * Writes it, and notes it.
   *
   * @param phoneNumberId the configured number, or null when there is none
   * @param client who sends; empty when that is not known
   */
  void write(
      HttpServerResponse response,
      Decision decision,
      @Nullable String phoneNumberId,
      String client) {
    String id = decision.refusal() == null ? null : GraphErrors.newId();
    String word = note(decision, phoneNumberId, client, id);
    if (decision.ending() instanceof Outcome.Answered answered) {
      copyMetas(answered.headers(), response.headers());
    }
    describe(response.headers(), decision, word);
    end(response, decision, phoneNumberId, id);
  }

  /** Counts and notes a call that is let through, and says so in the answer it will have. */
  void announce(HttpServerResponse response, Decision decision, String client) {
    describe(response.headers(), decision, note(decision, null, client, null));
  }

  /** Answers the decision's word. */
  private String note(
      Decision decision, @Nullable String phoneNumberId, String client, @Nullable String id) {
    audit.note(phoneNumberId, client, id, decision);
    return decision.word().name().toLowerCase(Locale.ROOT);
  }

  private static void copyMetas(Iterable<Map.Entry<String, String>> metas, MultiMap headers) {
    for (Map.Entry<String, String> header : metas) {
      if (!header.getKey().toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        headers.add(header.getKey(), header.getValue());
      }
    }
  }

  private void end(
      HttpServerResponse response,
      Decision decision,
      @Nullable String phoneNumberId,
      @Nullable String id) {
    Ending ending = decision.ending();
    Refusal refusal = decision.refusal();
    if (ending instanceof Outcome.Answered answered) {
      response.setStatusCode(answered.status()).end(Buffer.buffer(answered.body()));
    } else if (ending instanceof Ending.Deferred deferred) {
      defer(response, deferred, phoneNumberId);
    } else if (ending instanceof Ending.Replayed replayed) {
      replay(response, replayed.answer());
    } else if (refusal != null && id != null) {
      refuse(response, refusal, id);
    }
  }

  /** In Graph's shape, since the caller's SDK may look for an id. */
  private static void defer(
      HttpServerResponse response, Ending.Deferred deferred, @Nullable String phoneNumberId) {
    JsonObject place =
        JsonObject.of("id", deferred.id(), "not_before", deferred.notBefore().toString());
    JsonObject body =
        JsonObject.of("messaging_product", "whatsapp")
            .put("messages", JsonArray.of(JsonObject.of("id", PREFIX + deferred.id())))
            .put("deferred", place);
    if (deferred.asked()) {
      response.putHeader("Preference-Applied", "respond-async");
    }
    response
        .putHeader(HttpHeaders.LOCATION, DeferredResource.location(phoneNumberId, deferred.id()))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
        .setStatusCode(202)
        .end(body.toBuffer());
  }

  private static void replay(HttpServerResponse response, KeptAnswer kept) {
    if (kept.contentType() != null) {
      response.headers().set(HttpHeaders.CONTENT_TYPE, kept.contentType());
    }
    response.setStatusCode(kept.status()).end(Buffer.buffer(kept.body()));
  }

  /** A bug while deciding refuses, too. */
  void writeUndecided(HttpServerResponse response, @Nullable Throwable bug) {
    LOG.errorf("deciding failed because=%s", bug == null ? "?" : bug.getClass().getName());
    Refusal refusal = Refusal.of(Reason.UNDECIDED, Details.undecided());
    write(response, Decision.refused(refusal), null, "");
  }

  private void refuse(HttpServerResponse response, Refusal refusal, String id) {
    Reason reason = refusal.reason();
    MultiMap headers = response.headers();
    if (refusal.nextAt() != null && reason == Reason.MARKETING_THROTTLED) {
      headers.set(NEXT_AT, refusal.nextAt().toString());
    }
    String retryAfter = retryAfter(refusal);
    if (retryAfter != null) {
      headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    headers.set(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8");
    int status = GraphErrors.status(refusal);
    if (status == HttpResponseStatus.UNAUTHORIZED.code()) {
      headers.set(HttpHeaderNames.WWW_AUTHENTICATE, Callers.CHALLENGE);
    }
    response.setStatusCode(status).end(GraphErrors.body(refusal, id));
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
    long millis = Duration.between(ledger.now(), nextAt).toMillis();
    return Long.toString(Math.max(1, (millis + 999) / 1000));
  }

  private static void describe(MultiMap headers, Decision decision, String word) {
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
    headers.set(DECISION, word);
    Reason reason = decision.reason();
    if (reason != null) {
      headers.set(REASON, reason.wire());
    }
  }
}
