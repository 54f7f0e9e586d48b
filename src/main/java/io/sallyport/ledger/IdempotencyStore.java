package io.sallyport.ledger;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What became of sends with an {@code Idempotency-Key}; {@link Ledger#admit} takes the keys. */
public interface IdempotencyStore {

  /**
   * An answer of Meta's that is final.
   *
   * @param contentType of the body, if Meta said
   * @param body Meta's bytes; not to be changed by anyone
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record KeptAnswer(int status, @Nullable String contentType, byte[] body) {}

  /** Whether a send has the key: it is under way, or has ended and did not give the key free. */
  Future<Boolean> isUsed(String phoneNumberId, IdempotencyKey key);

  /** The send ended with an answer that a repetition shall get, too. */
  Future<Void> keep(String phoneNumberId, IdempotencyKey key, KeptAnswer answer);

  /** The send did not happen, and may be tried again. */
  Future<Void> free(String phoneNumberId, IdempotencyKey key);

  /**
   * Nobody knows whether it happened, until a status tells: a repetition is told so.
   *
   * @return the message's id when a status has told already; else null
   */
  Future<@Nullable String> lose(String phoneNumberId, IdempotencyKey key);
}
