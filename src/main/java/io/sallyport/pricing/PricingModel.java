package io.sallyport.pricing;

import static io.sallyport.template.Category.AUTHENTICATION;
import static io.sallyport.template.Category.MARKETING;
import static io.sallyport.template.Category.SERVICE;
import static io.sallyport.template.Category.UTILITY;

import io.sallyport.template.Category;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How Meta charges; chosen by date or by configuration (crm-developers.md#what-it-costs,
 * platform-facts.md#how-meta-charges).
 */
public enum PricingModel {
  /** By 24-hour conversation and category; service conversations are free since 2024-11-01. */
  CONVERSATION("conversation"),
  /** From 2025-07-01: by delivered template; free are utility in an open window and free-form. */
  PER_MESSAGE("per-message"),
  /** From 2026-10-01: by delivered message; the first service messages of a month are free. */
  PER_MESSAGE_SERVICE("per-message-service");

  /** Free service messages per business phone number and calendar month; they do not roll over. */
  private static final int FREE_SERVICE_MESSAGES = 1_000;

  private static final long MESSAGES_CHARGED = startOf(LocalDate.of(2025, 7, 1));
  private static final long SERVICE_CHARGED = startOf(LocalDate.of(2026, 10, 1));

  /** Computed once, since every send asks for one. */
  private static final Map<PricingModel, Map<Category, Billing>> BILLINGS = billings();

  private final String wire;

  PricingModel(String wire) {
    this.wire = wire;
  }

  private static Map<PricingModel, Map<Category, Billing>> billings() {
    Map<PricingModel, Map<Category, Billing>> billings = new EnumMap<>(PricingModel.class);
    for (PricingModel model : values()) {
      Map<Category, Billing> ofModel = new HashMap<>();
      for (Category category : List.of(MARKETING, UTILITY, AUTHENTICATION, SERVICE)) {
        ofModel.put(category, model.billingOf(category));
      }
      billings.put(model, ofModel);
    }
    return billings;
  }

  /** The model Meta charges by on a day, in UTC. */
  public static PricingModel at(LocalDate day) {
    return at(startOf(day));
  }

  /** The model Meta charges by at a time, in seconds since 1970. */
  static PricingModel at(long epochSecond) {
    if (epochSecond < MESSAGES_CHARGED) {
      return CONVERSATION;
    }
    return epochSecond < SERVICE_CHARGED ? PER_MESSAGE : PER_MESSAGE_SERVICE;
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }

  /** The name in configuration and answers: {@code per-message}. */
  public String wire() {
    return wire;
  }

  /**
   * How one send is charged. A category that Meta bills as another, such as {@code MARKETING_LITE},
   * gets that one's billing. An unknown category is billed like a template that is always charged,
   * so that an estimate is not too low.
   */
  public Billing billing(Category category) {
    Billing known = known(category);
    return known != null ? known : billingOfOther(Billing.billed(category.name()).orElse(category));
  }

  private Billing billingOfOther(Category category) {
    Billing known = known(category);
    return known != null ? known : billingOf(category);
  }

  private @Nullable Billing known(Category category) {
    return Objects.requireNonNull(BILLINGS.get(this)).get(category);
  }

  private Billing billingOf(Category category) {
    boolean service = category.equals(SERVICE);
    return switch (this) {
      case CONVERSATION -> new Billing(this, category, true, !service, !service, 0);
      case PER_MESSAGE -> {
        boolean freeInWindow = service || category.equals(UTILITY);
        yield new Billing(this, category, false, !freeInWindow, !service, 0);
      }
      case PER_MESSAGE_SERVICE ->
          new Billing(this, category, false, true, true, service ? FREE_SERVICE_MESSAGES : 0);
    };
  }
}
