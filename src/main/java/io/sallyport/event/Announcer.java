package io.sallyport.event;

import io.sallyport.admission.Effect;
import io.sallyport.admission.NumberNews;
import io.sallyport.event.GatewayEvent.Contradiction;
import io.sallyport.event.GatewayEvent.NumberRestricted;
import io.sallyport.event.GatewayEvent.TemplateChanged;
import io.sallyport.relay.Relay;
import io.sallyport.template.TemplateEvent;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.function.Supplier;

/** Queues events for the targets that want them. */
public final class Announcer {

  private final Relay relay;
  private final Supplier<Instant> clock;

  public Announcer(Relay relay, Supplier<Instant> clock) {
    this.relay = relay;
    this.clock = clock;
  }

  /** Whether any target wants such events of a number. */
  boolean isWanted(EventType type, String phoneNumberId) {
    return relay.isWanted(type.wire(), phoneNumberId);
  }

  /**
   * Queues an event.
   *
   * @return fails unless every target that wants it has it, from now or from before
   */
  Uni<Void> announce(GatewayEvent event) {
    return relay.announce(event.type().wire(), EventLetter.of(event), EventLetter.subjects(event));
  }

  /** Meta's word on a number: restrictions are events, and that no more webhooks come. */
  public Uni<Void> heard(NumberNews news) {
    boolean isRestriction =
        news instanceof NumberNews.BusinessInitiatedBlocked
            || news instanceof NumberNews.EverythingBlocked
            || news instanceof NumberNews.Disabled
            || news instanceof NumberNews.Connection;
    return isRestriction ? announce(new NumberRestricted(news)) : Uni.createFrom().voidItem();
  }

  /** Meta's word on a template. */
  public Uni<Void> heard(String wabaId, TemplateEvent news) {
    return announce(new TemplateChanged(wabaId, news));
  }

  /** What the ledger noticed: contradictions are events, queued if they can be. */
  public void noticed(Effect effect) {
    if (effect instanceof Effect.ClosedAfterAll || effect instanceof Effect.DeliveredAfterAll) {
      announce(new Contradiction(clock.get(), effect))
          .subscribe()
          .with(queued -> {}, failure -> {});
    }
  }
}
