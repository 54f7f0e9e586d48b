package io.sallyport.webhook;

import io.sallyport.account.Numbers;
import io.sallyport.budget.BudgetStore.Report;
import io.sallyport.budget.Cost;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendFailed;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.send.SharedStores;
import io.sallyport.template.Category;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What statuses say of what several numbers share: who was not reached does not count toward the
 * portfolio's messaging limit, and budgets are corrected. What is said of one participant of a
 * group concerns neither.
 */
@Singleton
final class SharedStatuses {

  private final SharedStores stores;
  private final Function<String, Optional<String>> portfolios;

  @Inject
  SharedStatuses(SharedStores stores, Numbers numbers) {
    this(stores, number -> numbers.find(number).map(BusinessNumber::portfolio));
  }

  /**
   * @param portfolios finds a number's portfolio by the number's id
   */
  SharedStatuses(SharedStores stores, Function<String, Optional<String>> portfolios) {
    this.stores = stores;
    this.portfolios = portfolios;
  }

  /** Stores them, in any order; fails when any could not be stored. */
  Uni<Void> store(List<Observation> observations) {
    List<Future<Void>> all = new ArrayList<>();
    for (Observation one : observations) {
      if (one instanceof SendFailed failed && failed.participant() == null) {
        portfolios
            .apply(failed.phoneNumberId())
            .ifPresent(portfolio -> all.add(stores.limits().failed(portfolio, failed.wamid())));
        List<CurrentBudget> budgets = budgets(failed);
        if (!budgets.isEmpty()) {
          all.add(stores.spent().failed(failed.wamid(), budgets));
        }
      } else if (one instanceof SendReported reported && reported.participant() == null) {
        List<CurrentBudget> budgets = budgets(reported);
        if (!budgets.isEmpty()) {
          all.add(stores.spent().reported(report(reported), budgets));
        }
      }
    }
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : UniHelper.toUni(Future.join(all)).replaceWithVoid();
  }

  private List<CurrentBudget> budgets(Observation status) {
    return stores.budgets().isEmpty()
        ? List.of()
        : stores.budgets().ofNumber(status.phoneNumberId());
  }

  private Report report(SendReported reported) {
    @Nullable Price price = reported.price();
    return new Report(
        reported.wamid(),
        reported.delivered(),
        price == null ? null : cost(reported, price),
        price != null && price.category() != null);
  }

  private Cost cost(SendReported reported, Price price) {
    Category category = price.category() == null ? Category.UNKNOWN : price.category();
    return stores
        .budgets()
        .cost(
            price.kind() == Price.Kind.REGULAR,
            category,
            country(reported.contact()),
            reported.at());
  }

  private static @Nullable String country(Names names) {
    return Stream.concat(Stream.of(names.first()), names.others().stream())
        .map(Contact::country)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
