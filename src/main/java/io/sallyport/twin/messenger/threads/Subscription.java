package io.sallyport.twin.messenger.threads;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The leave to write about a topic without a window: by a token, once a day or once at all
 * (platform-facts.md#tokens-of-messenger).
 */
public final class Subscription {
  private static final Duration BETWEEN_SENDS = Duration.ofHours(24);

  private final String token;
  private final String person;
  private final boolean once;
  private Instant expires;
  private boolean stopped;
  private @Nullable Instant lastSent;

  Subscription(String token, String person, boolean once, Instant expires) {
    this.token = token;
    this.person = person;
    this.once = once;
    this.expires = expires;
  }

  public String token() {
    return token;
  }

  public String person() {
    return person;
  }

  public boolean isOnce() {
    return once;
  }

  public Instant expires() {
    return expires;
  }

  public void renew(Instant until) {
    expires = until;
    stopped = false;
  }

  public void stop(boolean to) {
    stopped = to;
  }

  public boolean isStopped() {
    return stopped;
  }

  public boolean isExpired(Instant now) {
    return now.isAfter(expires);
  }

  /** Whether it is too early for the next message, or it was the only one. */
  public boolean isUsed(Instant now) {
    return lastSent != null && (once || now.isBefore(lastSent.plus(BETWEEN_SENDS)));
  }

  public void use(Instant now) {
    lastSent = now;
  }

  /** As {@code GET /{PAGE_ID}/notification_message_tokens} lists it. */
  public JsonObject view() {
    return JsonObject.of(
        "notification_messages_token",
        token,
        "recipient_id",
        person,
        "token_expiry_timestamp",
        expires.getEpochSecond(),
        "user_token_status",
        stopped ? "NOT_REFRESHED" : "REFRESHED",
        "next_eligible_time",
        lastSent == null ? 0 : lastSent.plus(BETWEEN_SENDS).getEpochSecond());
  }
}
