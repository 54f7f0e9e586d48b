package io.sallyport.twin.messenger.threads;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Meta knows of one person and one account (platform-facts.md#page-windows).
 *
 * <p>All times are in whole milliseconds, as in Meta's webhooks.
 */
public final class Conversation {
  private static final Duration STANDARD = Duration.ofHours(24);
  private static final Duration BY_A_HUMAN = Duration.ofDays(7);

  private @Nullable Instant lastAction;
  private @Nullable String owner;
  private boolean blocked;
  private boolean self;

  /** The person did something that opens the window, or renews it. */
  public synchronized void acted(Instant at) {
    if (lastAction == null || lastAction.isBefore(at)) {
      lastAction = at;
    }
  }

  public synchronized boolean isOpen(Instant now) {
    return isWithin(STANDARD, now);
  }

  /** Whether a human may still write. */
  public synchronized boolean isOpenToHumans(Instant now) {
    return isWithin(BY_A_HUMAN, now);
  }

  private boolean isWithin(Duration span, Instant now) {
    return lastAction != null && !now.isAfter(lastAction.plus(span));
  }

  /**
   * Who controls the thread: an app's id, or null for ours or nobody.
   *
   * @see <a
   *     href="https://developers.facebook.com/docs/messenger-platform/handover-protocol">Meta</a>
   */
  public synchronized void owner(@Nullable String to) {
    owner = to;
  }

  public synchronized @Nullable String owner() {
    return owner;
  }

  /** The person has blocked the account, or takes no messages. */
  public synchronized void blocked(boolean to) {
    blocked = to;
  }

  public synchronized boolean isBlocked() {
    return blocked;
  }

  /** The person is the account itself, to which no window applies. */
  public synchronized void isTheAccount() {
    self = true;
  }

  public synchronized boolean isSelf() {
    return self;
  }

  public synchronized JsonObject view(Instant now) {
    return JsonObject.of(
        "last_action",
        text(lastAction, Duration.ZERO),
        "window",
        isWithin(STANDARD, now) ? "open" : "closed",
        "window_end",
        text(lastAction, STANDARD),
        "human_agent_end",
        text(lastAction, BY_A_HUMAN),
        "owner",
        owner,
        "blocked",
        blocked);
  }

  private static @Nullable String text(@Nullable Instant at, Duration after) {
    return at == null ? null : at.plus(after).toString();
  }
}
