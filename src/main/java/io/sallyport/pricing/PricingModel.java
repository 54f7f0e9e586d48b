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
 * How Meta charges, by date or by configuration (crm-developers.md#what-it-costs,
 * platform-facts.md#how-meta-charges).
 */
public enum PricingModel {
  /** 24-hour conversations per category; those of service are free (since 2024-11-01). */
  CONVERSATION("conversation"),
  /** Delivered templates from 2025-07-01, utility in an open window and free-form for nothing. */
  PER_MESSAGE("per-message"),
  /** Every delivered message from 2026-10-01, the first service messages of a month for nothing. */
  PER_MESSAGE_SERVICE("per-message-service");

  /** Free service messages per business phone number and calendar month; they do not roll over. */
  private static final int FREE_SERVICE_MESSAGES = 1_000;

  private static final long MESSAGES_CHARGED = startOf(LocalDate.of(2025, 7, 1));
  private static final long SERVICE_CHARGED = startOf(LocalDate.of(2026, 10, 1));

  /** Made once: a billing is asked for every send. */
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

  /** As it stands in configuration and answers: {@code per-message}. */
  public String wire() {
    return wire;
  }

  /**
   * What is charged for one send. A category Meta bills as another, such as {@code MARKETING_LITE},
   * gets the other's; one nobody knows is taken for a template's that is always charged, since an
   * estimate had better not be too low.
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
