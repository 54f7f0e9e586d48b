package io.sallyport.event;

import io.sallyport.admission.Effect;
import io.sallyport.admission.NumberNews;
import io.sallyport.contact.Contact;
import io.sallyport.template.TemplateEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something a CRM may want to hear of that Meta does not say, or says otherwise. */
public sealed interface GatewayEvent {

  EventType type();

  /** When it happened; the same whichever replica notices it, and however often. */
  Instant at();

  /**
   * A customer service window closes soon.
   *
   * @param at when there is only the lead time left
   * @param expiresAt from when on free-form is refused
   */
  record WindowClosing(
      String phoneNumberId,
      Contact contact,
      Instant at,
      Instant expiresAt,
      @Nullable Instant lastInboundAt)
      implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.WINDOW_CLOSING;
    }
  }

  /** A customer service window is closed. */
  record WindowClosed(
      String phoneNumberId, Contact contact, Instant at, @Nullable Instant lastInboundAt)
      implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.WINDOW_CLOSED;
    }
  }

  /** Meta said that a template is not what it was. */
  record TemplateChanged(String wabaId, TemplateEvent news) implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.TEMPLATE_CHANGED;
    }

    @Override
    public Instant at() {
      return news.at();
    }
  }

  /** Meta blocks a number from sending, or sends no webhooks of it; or does so no more. */
  record NumberRestricted(NumberNews news) implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.NUMBER_RESTRICTED;
    }

    @Override
    public Instant at() {
      return news.at();
    }
  }

  /**
   * Meta did otherwise than was thought.
   *
   * @param effect {@link Effect.ClosedAfterAll} or {@link Effect.DeliveredAfterAll}
   */
  record Contradiction(Instant at, Effect effect) implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.CONTRADICTION;
    }
  }
}
