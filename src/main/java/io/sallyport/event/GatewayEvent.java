package io.sallyport.event;

import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberNews;
import io.sallyport.template.TemplateEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something a CRM may want to know that Meta does not tell it, or tells in another form. */
public sealed interface GatewayEvent {

  EventType type();

  /** When it happened; the same on every replica, and every time it is noticed. */
  Instant at();

  /**
   * A customer service window closes soon.
   *
   * @param at the lead time before {@code expiresAt}
   * @param expiresAt when free-form messages begin to be refused
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

  /** Meta reported a change of a template. */
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

  /** Meta began or ended a restriction of a number, or stopped or resumed its webhooks. */
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
   * Meta's behaviour contradicts what the ledger knew.
   *
   * @param effect {@link Effect.ClosedAfterAll} or {@link Effect.DeliveredAfterAll}
   */
  record Contradiction(Instant at, Effect effect) implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.CONTRADICTION;
    }
  }

  /**
   * A send that was parked or held did not leave in time.
   *
   * @param at when its time was over
   * @param contact the name it was to go to
   * @param id by which it is asked for
   * @param callbackData {@code biz_opaque_callback_data}, if it had one
   * @param since when it was parked, or held
   */
  record SendExpired(
      String phoneNumberId,
      String contact,
      String id,
      String client,
      @Nullable String callbackData,
      Instant since,
      Instant at)
      implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.SEND_EXPIRED;
    }
  }

  /**
   * A WABA's access token ends soon.
   *
   * @param at so many days before {@code expiresAt}
   * @param days 7 or 1
   */
  record TokenExpiring(String wabaId, Instant at, Instant expiresAt, int days)
      implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.TOKEN_EXPIRING;
    }
  }

  /**
   * A budget has come to its share of a limit.
   *
   * @param soft when, and what was used then
   * @param numbers the phone number ids whose sends count in it
   */
  record BudgetSoft(CurrentBudget current, BudgetUse.Soft soft, Set<String> numbers)
      implements GatewayEvent {
    public BudgetSoft {
      numbers = Set.copyOf(numbers);
    }

    @Override
    public EventType type() {
      return EventType.BUDGET_SOFT;
    }

    @Override
    public Instant at() {
      return soft.at();
    }
  }

  /**
   * Meta charges a number's message as one of a general-purpose AI, for the first time.
   *
   * @param at of the status
   */
  record AiCharged(String phoneNumberId, String wamid, Instant at) implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.AI_CHARGED;
    }
  }

  /**
   * A contact has waited too long for an answer.
   *
   * @param at since when it is too long
   * @param waitingSince when the first message came that is not answered
   * @param limit how long they may wait
   */
  record ReplyOverdue(
      String phoneNumberId, Contact contact, Instant at, Instant waitingSince, Duration limit)
      implements GatewayEvent {
    @Override
    public EventType type() {
      return EventType.REPLY_OVERDUE;
    }
  }
}
