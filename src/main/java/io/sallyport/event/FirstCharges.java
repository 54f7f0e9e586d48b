package io.sallyport.event;

import io.sallyport.event.GatewayEvent.AiCharged;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The first message of each number that Meta priced as {@code general_purpose_ai}: shared by all
 * replicas. Every call fails when the store does not answer.
 */
public interface FirstCharges {

  /**
   * Remembers a message as the first, unless there is one.
   *
   * @return the first of the number; empty when it was told
   */
  Uni<Optional<AiCharged>> first(AiCharged charged);

  /** The number's first was told. */
  Uni<Void> told(String phoneNumberId);
}
