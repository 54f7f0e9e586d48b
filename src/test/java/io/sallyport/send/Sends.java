package io.sallyport.send;

import static io.sallyport.send.ScriptedUpstream.answer;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Held;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Rules;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends, and what is known and said of them. */
final class Sends {

  static final String WABA = "102290129340398";
  static final BusinessNumber NUMBER = Plain.number("106540352242922", WABA, true, null);

  /** Meta cannot be asked for its templates. */
  static final BusinessNumber UNREADABLE = Plain.number("106540352242922", WABA, false, null);

  static final Contact CONTACT = new Contact("16505551234");
  static final Marketing TWO_A_DAY = new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);

  static final Window OPEN =
      new Window(Window.State.OPEN, Instant.parse("2026-10-03T00:00:00Z"), null);
  static final Window CLOSED = new Window(Window.State.CLOSED, null, null);

  static final Reservation SLOT = reservation("slot", true, null);
  static final Verdict ADMITTED = Plain.admitted(OPEN, SLOT, null, Charge.REGULAR);

  static final String TEXT = "{\"to\":\"16505551234\",\"type\":\"text\"}";
  static final String SALE = template("spring_sale");
  static final String READ = "{\"status\":\"read\",\"message_id\":\"wamid.HBgL\"}";
  static final Outcome ACCEPTED = answer(200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");

  private Sends() {}

  static Reservation reservation(String id, boolean counted, @Nullable Reason observed) {
    return new Reservation(
        NUMBER.phoneNumberId(),
        CONTACT,
        id,
        Instant.parse("2026-10-02T12:00:00Z"),
        new Held(counted, false, false, false),
        Window.State.OPEN,
        observed,
        PricingModel.PER_MESSAGE_SERVICE.billing(Category.MARKETING));
  }

  static String template(String name) {
    return "{\"to\":\"16505551234\",\"template\":{\"name\":\""
        + name
        + "\",\"language\":{\"code\":\"en_US\"}}}";
  }

  static Policies policies(StoreFailure onStoreFailure, Map<Reason, Enforcement> enforcement) {
    return new Policies(
        Rules.OF_WHATSAPP,
        Plain.settings(
            Set.of(Category.MARKETING, Category.UTILITY),
            UnknownWindow.REJECT,
            Duration.ZERO,
            DirectSend.OFF,
            onStoreFailure,
            false,
            enforcement,
            TWO_A_DAY),
        new Tariff(null, RateCard.EMPTY));
  }

  /** Knows {@code spring_sale}; may not ask Meta for others. */
  static TemplateRegistry registry() {
    MemoryTemplates store = new MemoryTemplates();
    TemplateRegistry registry =
        new TemplateRegistry(
            waba -> {
              throw new AssertionError("Meta is not to be asked");
            },
            store,
            Duration.ofSeconds(10));
    Template sale =
        new Template(
            new Template.Key("spring_sale", "en_US"),
            Category.MARKETING,
            Template.APPROVED,
            null,
            null,
            null);
    store.replace(WABA, List.of(sale), store.now()).await().indefinitely();
    registry.reload(WABA).await().indefinitely();
    return registry;
  }

  static Send send(BusinessNumber number, String body) {
    return Plain.send(
        number,
        Endpoint.MESSAGES,
        "/v23.0/106540352242922/messages?x=1",
        List.of(),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
