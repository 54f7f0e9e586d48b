package io.sallyport.event;

import io.sallyport.event.GatewayEvent.Contradiction;
import io.sallyport.event.GatewayEvent.NumberRestricted;
import io.sallyport.event.GatewayEvent.TemplateChanged;
import io.sallyport.event.GatewayEvent.TokenExpiring;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberNews;
import io.sallyport.relay.Relay;
import io.sallyport.template.TemplateEvent;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Queues events for the targets that want them. */
public final class Announcer {

  private final Relay relay;
  private final Supplier<Instant> clock;
  private final BooleanSupplier knowsTargets;

  /**
   * The announcer.
   *
   * @param knowsTargets whether the relay has all its targets: right after the start it has not
   */
  public Announcer(Relay relay, Supplier<Instant> clock, BooleanSupplier knowsTargets) {
    this.relay = relay;
    this.clock = clock;
    this.knowsTargets = knowsTargets;
  }

  /** Whether any target wants events of this type about a number. */
  boolean isWanted(EventType type, String phoneNumberId) {
    return relay.isWanted(type.wire(), phoneNumberId);
  }

  /**
   * Queues an event.
   *
   * @return fails unless every target that wants it has it queued, now or by an earlier call; and
   *     while it is not known which targets there are
   */
  public Uni<Void> announce(GatewayEvent event) {
    if (!knowsTargets.getAsBoolean()) {
      return Uni.createFrom().failure(new IllegalStateException("the targets are not known yet"));
    }
    return relay.announce(event.type().wire(), EventLetter.of(event), EventLetter.subjects(event));
  }

  /**
   * Announces a number's restrictions and the loss or return of its webhooks; other news is no
   * event.
   */
  public Uni<Void> announceNews(NumberNews news) {
    boolean isAnnounced =
        news instanceof NumberNews.BusinessInitiatedBlocked
            || news instanceof NumberNews.EverythingBlocked
            || news instanceof NumberNews.Disabled
            || news instanceof NumberNews.Connection;
    return isAnnounced ? announce(new NumberRestricted(news)) : Uni.createFrom().voidItem();
  }

  /** Announces a change of a template. */
  public Uni<Void> announceNews(String wabaId, TemplateEvent news) {
    return announce(new TemplateChanged(wabaId, news));
  }

  /** Announces that a WABA's access token ends in so many days. */
  public Uni<Void> tokenExpires(String wabaId, Instant at, Instant expiresAt, int days) {
    return announce(new TokenExpiring(wabaId, at, expiresAt, days));
  }

  /** Announces a contradiction that the ledger noticed; if it cannot be queued it is lost. */
  public void noticed(Effect effect) {
    if (effect instanceof Effect.ClosedAfterAll || effect instanceof Effect.DeliveredAfterAll) {
      announce(new Contradiction(clock.get(), effect))
          .subscribe()
          .with(queued -> {}, failure -> {});
    }
  }
}
