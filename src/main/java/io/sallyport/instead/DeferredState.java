package io.sallyport.instead;

import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Result;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send that waited.
 *
 * @param client who sends it; null of one that ended before 2026-12
 * @param notBefore when it is tried next, while it is queued
 * @param expiresAt when it is given up, while it waits
 * @param reason why it waits, or why it was refused, a word of {@link io.sallyport.rule.Reason};
 *     null when Meta refused it
 * @param status of Meta's answer, if there was one
 * @param answer Meta's answer, or what the refusal says
 */
public record DeferredState(
    String id,
    State state,
    @Nullable String client,
    Instant queuedAt,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable String reason,
    @Nullable Integer status,
    @Nullable String answer) {

  /** What a caller is told who sends it again with the same key. */
  Result told(Result.Waits asIfNew) {
    Result.How how = how(asIfNew);
    return how == null
        // It ended this moment: who asks again is told how, or it is a new one.
        ? new Result.Refused(Refusal.of(Reason.IN_FLIGHT, IdempotencyKey.IN_FLIGHT))
        : told(how, asIfNew);
  }

  /** Whether it waits no more, and is not on its way. */
  boolean hasEnded() {
    return switch (state) {
      case QUEUED, PARKED, HELD, SENDING -> false;
      default -> true;
    };
  }

  private Result.@Nullable How how(Result.Waits asIfNew) {
    return switch (state) {
      case QUEUED -> Result.How.DEFERRED;
      case PARKED -> Result.How.PARKED;
      case HELD -> Result.How.HELD;
      case SENDING -> asIfNew.how();
      default -> null;
    };
  }

  private Result.Waits told(Result.How how, Result.Waits asIfNew) {
    return new Result.Waits(
        how,
        id,
        queuedAt,
        how == Result.How.DEFERRED && notBefore != null ? notBefore : asIfNew.notBefore(),
        expiresAt == null ? asIfNew.until() : expiresAt,
        asIfNew.asked());
  }

  /** How far it has come. */
  public enum State {
    /** It waits for its turn. */
    QUEUED,
    /** It waits until the contact writes. */
    PARKED,
    /** It waits until a person lets it go. */
    HELD,
    /** It is being decided, or on its way. */
    SENDING,
    /** Meta took it. */
    SENT,
    /** It will not be sent. */
    REFUSED,
    /** It was handed to Meta and no answer came; it is not sent again. */
    UNKNOWN,
    CANCELLED,
    /** It waited too long for the contact, or for a person. */
    EXPIRED
  }
}
