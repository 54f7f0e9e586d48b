package io.sallyport.event;

import io.sallyport.event.GatewayEvent.AiCharged;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.template.Category;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells, once for each number, that Meta charges a message as one of a general-purpose AI
 * (platform-facts.md#pricing-categories).
 */
public final class AiWatch {

  private final Announcer announcer;
  private final FirstCharges firsts;

  public AiWatch(Announcer announcer, FirstCharges firsts) {
    this.announcer = announcer;
    this.firsts = firsts;
  }

  /**
   * Looks for such a status.
   *
   * @return fails unless the event is queued, now or by an earlier call
   */
  public Uni<Void> look(List<? extends Observation> observations) {
    Map<String, AiCharged> byNumber = new LinkedHashMap<>();
    for (Observation one : observations) {
      if (one instanceof SendReported reported
          && isAi(reported)
          && announcer.isWanted(EventType.AI_CHARGED, reported.phoneNumberId())) {
        String number = reported.phoneNumberId();
        byNumber.putIfAbsent(number, new AiCharged(number, reported.wamid(), reported.at()));
      }
    }
    Uni<Void> told = Uni.createFrom().voidItem();
    for (AiCharged charged : byNumber.values()) {
      told = told.chain(() -> firsts.first(charged)).chain(this::announce);
    }
    return told;
  }

  private static boolean isAi(SendReported reported) {
    return reported.price() != null
        && Category.GENERAL_PURPOSE_AI.equals(reported.price().category());
  }

  private Uni<Void> announce(Optional<AiCharged> first) {
    return first
        .map(
            charged ->
                announcer.announce(charged).chain(() -> firsts.told(charged.phoneNumberId())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
