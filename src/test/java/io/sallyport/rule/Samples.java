package io.sallyport.rule;

import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateParameters;
import io.sallyport.testkit.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings as they come without any configuration but a margin, and messages to judge by them. */
final class Samples {

  static final Marketing TWO_A_DAY = new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);
  static final Duration MARGIN = Duration.ofMinutes(1);
  static final Tariff TARIFF = new Tariff(null, RateCard.EMPTY);

  /** When every message is charged. */
  static final Instant NOW = Instant.parse("2026-10-02T12:00:00Z");

  static final BusinessNumber NUMBER =
      Plain.number("106540352242922", "102290129340398", true, null);

  static final Template.Key SALE = new Template.Key("spring_sale", "en_US");

  /** Every rule of the ledger, enforced. */
  static final Map<Reason, Enforcement> ENFORCED =
      Reason.JUDGED_BY_LEDGER.stream()
          .collect(Collectors.toMap(reason -> reason, reason -> Enforcement.ENFORCE));

  private Samples() {}

  static PolicySettings settings(DirectSend directSend, Marketing marketing) {
    return settings(directSend, false, Map.of(), marketing);
  }

  private static PolicySettings settings(
      DirectSend directSend,
      boolean requireOptIn,
      Map<Reason, Enforcement> enforcement,
      Marketing marketing) {
    return Plain.settings(
        Set.of(Category.MARKETING, Category.UTILITY),
        UnknownWindow.REJECT,
        MARGIN,
        directSend,
        StoreFailure.REJECT,
        requireOptIn,
        enforcement,
        marketing);
  }

  static Policies policies(DirectSend directSend) {
    return new Policies(Rules.OF_WHATSAPP, settings(directSend, TWO_A_DAY), TARIFF);
  }

  static Policies policies(Map<Reason, Enforcement> enforcement) {
    return new Policies(
        Rules.OF_WHATSAPP, settings(DirectSend.OFF, false, enforcement, TWO_A_DAY), TARIFF);
  }

  static Policies requiringOptIn() {
    return new Policies(
        Rules.OF_WHATSAPP, settings(DirectSend.UTILITY, true, Map.of(), TWO_A_DAY), TARIFF);
  }

  static Policies limited(MarketingLimits limits) {
    return new Policies(
        Rules.OF_WHATSAPP,
        new PolicySettings(
            Set.of(Category.MARKETING, Category.UTILITY),
            UnknownWindow.REJECT,
            MARGIN,
            DirectSend.OFF,
            StoreFailure.REJECT,
            false,
            Map.of(),
            TWO_A_DAY,
            limits),
        TARIFF);
  }

  /** The terms of a send at {@link #NOW}. */
  static Terms terms(boolean needsWindow, @Nullable Marketing marketing, Category category) {
    return Plain.terms(
        needsWindow,
        false,
        MARGIN,
        false,
        marketing,
        ENFORCED,
        PricingModel.PER_MESSAGE_SERVICE.billing(category));
  }

  static OutboundMessage message(String members) {
    byte[] body = ("{\"to\":\"16505551234\"," + members + "}").getBytes(StandardCharsets.UTF_8);
    return ((Reading.Understood) OutboundMessage.read(body, null)).message();
  }

  static OutboundMessage text() {
    return message("\"type\":\"text\"");
  }

  static OutboundMessage direct(String category) {
    return message("\"type\":\"text\",\"category\":\"" + category + "\"");
  }

  /** A send of {@link #SALE} with one body parameter. */
  static OutboundMessage template() {
    return message(
        "\"template\":{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"},\"components\":["
            + "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]}]}");
  }

  static Template held(String category, String status, @Nullable String parameters) {
    return new Template(
        SALE,
        new Category(category),
        status,
        null,
        parameters == null ? null : TemplateParameters.ofText(parameters),
        null);
  }

  static Submission submission(
      Endpoint endpoint, OutboundMessage message, @Nullable Template held) {
    return new Submission(NUMBER, endpoint, message, held, true, NOW);
  }
}
