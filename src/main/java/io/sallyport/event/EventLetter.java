package io.sallyport.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.budget.Budget;
import io.sallyport.contact.Contact;
import io.sallyport.event.GatewayEvent.AiCharged;
import io.sallyport.event.GatewayEvent.BudgetSoft;
import io.sallyport.event.GatewayEvent.Contradiction;
import io.sallyport.event.GatewayEvent.NumberRestricted;
import io.sallyport.event.GatewayEvent.ReplyOverdue;
import io.sallyport.event.GatewayEvent.SendExpired;
import io.sallyport.event.GatewayEvent.TemplateChanged;
import io.sallyport.event.GatewayEvent.TokenExpiring;
import io.sallyport.event.GatewayEvent.WindowClosed;
import io.sallyport.event.GatewayEvent.WindowClosing;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberNews;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Subjects;
import io.sallyport.template.TemplateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as a letter for the relay: {@code {"type", "timestamp", "data"}} (Standard Webhooks).
 * The same event always has the same bytes, and so the same id.
 */
final class EventLetter {

  private static final JsonFactory JSON = new JsonFactory();

  private EventLetter() {}

  static Letter of(GatewayEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", event.type().wire());
      json.writeStringField("timestamp", event.at().toString());
      json.writeObjectFieldStart("data");
      describe(json, event);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Letter.of(bytes.toByteArray(), null, "application/json");
  }

  /** What it is about, named as in Meta's webhooks, so that it is delivered in order with them. */
  static Subjects subjects(GatewayEvent event) {
    if (event instanceof WindowClosing closing) {
      return ofNumber(closing.phoneNumberId(), closing.contact().id());
    } else if (event instanceof WindowClosed closed) {
      return ofNumber(closed.phoneNumberId(), closed.contact().id());
    } else if (event instanceof SendExpired expired) {
      return ofNumber(expired.phoneNumberId(), expired.contact());
    } else if (event instanceof ReplyOverdue overdue) {
      return ofNumber(overdue.phoneNumberId(), overdue.contact().id());
    } else if (event instanceof TemplateChanged changed) {
      return ofAccount(changed.wabaId());
    } else if (event instanceof TokenExpiring expiring) {
      return ofAccount(expiring.wabaId());
    } else if (event instanceof NumberRestricted restricted) {
      return ofNumber(restricted.news().phoneNumberId(), "");
    } else if (event instanceof AiCharged charged) {
      return ofNumber(charged.phoneNumberId(), "");
    } else if (event instanceof BudgetSoft soft) {
      OrderKeys order = new OrderKeys.Builder().add("budget", name(soft)).build();
      return new Subjects(soft.numbers(), Set.of(), order);
    }
    return ofNumber(((Contradiction) event).effect().phoneNumberId(), "");
  }

  private static Subjects ofAccount(String wabaId) {
    OrderKeys order = new OrderKeys.Builder().add(wabaId, "").build();
    return new Subjects(Set.of(), Set.of(wabaId), order);
  }

  private static Subjects ofNumber(String phoneNumberId, String name) {
    OrderKeys order = new OrderKeys.Builder().add(phoneNumberId, name).build();
    return new Subjects(Set.of(phoneNumberId), Set.of(), order);
  }

  private static void describe(JsonGenerator json, GatewayEvent event) throws IOException {
    if (event instanceof WindowClosing closing) {
      contact(json, closing.phoneNumberId(), closing.contact());
      write(json, "window_expires_at", closing.expiresAt());
      write(json, "last_inbound_at", closing.lastInboundAt());
    } else if (event instanceof WindowClosed closed) {
      contact(json, closed.phoneNumberId(), closed.contact());
      write(json, "last_inbound_at", closed.lastInboundAt());
    } else if (event instanceof ReplyOverdue overdue) {
      contact(json, overdue.phoneNumberId(), overdue.contact());
      write(json, "waiting_since", overdue.waitingSince());
      json.writeNumberField("limit_seconds", overdue.limit().toSeconds());
    } else if (event instanceof TemplateChanged changed) {
      json.writeStringField("waba_id", changed.wabaId());
      json.writeStringField("name", changed.news().key().name());
      json.writeStringField("language", changed.news().key().language());
      change(json, changed.news());
    } else if (event instanceof NumberRestricted restricted) {
      json.writeStringField("phone_number_id", restricted.news().phoneNumberId());
      restriction(json, restricted.news());
    } else if (event instanceof TokenExpiring expiring) {
      json.writeStringField("waba_id", expiring.wabaId());
      write(json, "expires_at", expiring.expiresAt());
      json.writeNumberField("days", expiring.days());
    } else if (event instanceof SendExpired expired) {
      describe(json, expired);
    } else if (event instanceof BudgetSoft soft) {
      budget(json, soft);
    } else if (event instanceof AiCharged charged) {
      json.writeStringField("phone_number_id", charged.phoneNumberId());
      json.writeStringField("wamid", charged.wamid());
      write(json, "at", charged.at());
    } else if (event instanceof Contradiction contradiction) {
      json.writeStringField("phone_number_id", contradiction.effect().phoneNumberId());
      contradiction(json, contradiction.effect());
    }
  }

  private static void describe(JsonGenerator json, SendExpired expired) throws IOException {
    json.writeStringField("phone_number_id", expired.phoneNumberId());
    json.writeStringField("contact", expired.contact());
    json.writeStringField("id", expired.id());
    json.writeStringField("client", expired.client());
    if (expired.callbackData() != null) {
      json.writeStringField("biz_opaque_callback_data", expired.callbackData());
    }
    write(json, "parked_at", expired.since());
    write(json, "expires_at", expired.at());
  }

  private static void contact(JsonGenerator json, String phoneNumberId, Contact contact)
      throws IOException {
    json.writeStringField("phone_number_id", phoneNumberId);
    json.writeStringField("contact", contact.id());
  }

  private static void change(JsonGenerator json, TemplateEvent news) throws IOException {
    if (news instanceof TemplateEvent.StatusChanged changed) {
      json.writeStringField("status", changed.status());
      if (changed.category() != null) {
        json.writeStringField("category", changed.category().name());
      }
    } else if (news instanceof TemplateEvent.CategoryChanged changed) {
      json.writeStringField("category", changed.category().name());
    } else if (news instanceof TemplateEvent.CategoryImpending impending) {
      json.writeStringField("next_category", impending.change().to().name());
      write(json, "next_category_at", impending.change().at());
    } else if (news instanceof TemplateEvent.QualityChanged changed) {
      json.writeStringField("quality", changed.quality());
    }
  }

  private static void restriction(JsonGenerator json, NumberNews news) throws IOException {
    boolean restricted = true;
    if (news instanceof NumberNews.BusinessInitiatedBlocked blocked) {
      json.writeStringField("what", "business_initiated");
      write(json, "until", blocked.until());
      restricted = blocked.until().isAfter(blocked.at());
    } else if (news instanceof NumberNews.EverythingBlocked blocked) {
      json.writeStringField("what", "everything");
      write(json, "until", blocked.until());
      restricted = blocked.until().isAfter(blocked.at());
    } else if (news instanceof NumberNews.Disabled disabled) {
      json.writeStringField("what", "disabled");
      restricted = disabled.disabled();
    } else if (news instanceof NumberNews.Connection) {
      json.writeStringField("what", "webhooks");
      restricted = news instanceof NumberNews.Disconnected;
    }
    if (news instanceof NumberNews.Disconnected disconnected) {
      json.writeStringField("because", disconnected.cause().name().toLowerCase(Locale.ROOT));
    }
    json.writeBooleanField("restricted", restricted);
  }

  private static String name(BudgetSoft soft) {
    return soft.current().budget().name();
  }

  private static void budget(JsonGenerator json, BudgetSoft soft) throws IOException {
    Budget budget = soft.current().budget();
    json.writeStringField("budget", budget.name());
    write(json, "period_start", soft.current().since());
    write(json, "resets_at", soft.current().resetsAt());
    amounts(json, "used", soft.soft().amount(), soft.soft().messages());
    amounts(json, "limit", budget.amount(), budget.messages());
    json.writeStringField("currency", budget.currency());
    json.writeNumberField("soft", budget.soft());
  }

  private static void amounts(
      JsonGenerator json, String name, @Nullable BigDecimal amount, @Nullable Long messages)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeFieldName("amount");
    json.writeNumber(amount);
    if (messages == null) {
      json.writeNullField("messages");
    } else {
      json.writeNumberField("messages", messages);
    }
    json.writeEndObject();
  }

  private static void contradiction(JsonGenerator json, Effect effect) throws IOException {
    if (effect instanceof Effect.ClosedAfterAll closed) {
      json.writeStringField("kind", "closed_after_all");
      json.writeStringField("about", closed.cause().name().toLowerCase(Locale.ROOT));
    } else if (effect instanceof Effect.DeliveredAfterAll delivered) {
      json.writeStringField("kind", "delivered_after_all");
      json.writeStringField("about", delivered.reason().wire());
    }
  }

  private static void write(JsonGenerator json, String name, @Nullable Instant at)
      throws IOException {
    if (at != null) {
      json.writeStringField(name, at.toString());
    }
  }
}
