package io.sallyport.testkit;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.Budgets;
import io.sallyport.budget.MemoryBudgets;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.Billing;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.send.Send;
import io.sallyport.send.SharedStores;
import io.sallyport.template.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What most tests build: nothing is configured, limited or said beyond what is given. */
public final class Plain {

  private Plain() {}

  public static Terms terms(
      boolean needsWindow,
      boolean unknownWindowPasses,
      Duration windowMargin,
      boolean needsOptIn,
      @Nullable Marketing marketing,
      Map<Reason, Enforcement> enforcement,
      Billing billing) {
    return new Terms(
        needsWindow,
        unknownWindowPasses,
        windowMargin,
        needsOptIn,
        marketing,
        enforcement,
        billing,
        Rates.DEFAULT);
  }

  public static PolicySettings settings(
      Set<Category> supportedCategories,
      PolicySettings.UnknownWindow unknownWindow,
      Duration windowMargin,
      PolicySettings.DirectSend directSend,
      PolicySettings.StoreFailure onStoreFailure,
      boolean requireOptIn,
      Map<Reason, Enforcement> enforcement,
      Marketing marketing) {
    return new PolicySettings(
        supportedCategories,
        unknownWindow,
        windowMargin,
        directSend,
        onStoreFailure,
        requireOptIn,
        enforcement,
        marketing,
        PolicySettings.MarketingLimits.NONE);
  }

  /** Its WABA is its portfolio. */
  public static BusinessNumber number(
      String phoneNumberId, String wabaId, boolean templatesReadable, @Nullable String country) {
    return new BusinessNumber(
        phoneNumberId, wabaId, templatesReadable, country, wabaId, null, Rates.DEFAULT);
  }

  /** Of nobody in particular, without an Idempotency-Key. */
  public static Send send(
      BusinessNumber number,
      Endpoint endpoint,
      String target,
      Iterable<Map.Entry<String, String>> headers,
      byte[] body) {
    return new Send(number, endpoint, target, headers, "", null, body);
  }

  public static Verdict.Admitted admitted(
      Window window, Reservation reservation, @Nullable Grounds observed, Charge charge) {
    return new Verdict.Admitted(window, reservation, observed, charge, null, null);
  }

  public static Verdict.Refused refused(Window window, Grounds grounds) {
    return new Verdict.Refused(window, grounds, null);
  }

  /** Of a message to one contact. */
  public static SendReported reported(
      String phoneNumberId,
      Names contact,
      Instant at,
      String wamid,
      boolean delivered,
      @Nullable Price price,
      @Nullable Instant freeEntryPointEnd) {
    return new SendReported(
        phoneNumberId, contact, at, wamid, delivered, price, freeEntryPointEnd, null);
  }

  /** No budget is configured. */
  public static SharedStores shared(MessagingLimitStore limits) {
    return shared(limits, List.of(), new MemoryBudgets(Instant::now));
  }

  /** Budgets in UTC, without prices. */
  public static SharedStores shared(
      MessagingLimitStore limits, List<Budget> budgets, BudgetStore spent) {
    return new SharedStores(
        limits,
        new Budgets(budgets, ids -> ZoneOffset.UTC, new Tariff(null, RateCard.EMPTY), Instant::now),
        spent);
  }
}
