package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.Client;
import io.sallyport.account.Numbers;
import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.Budgets;
import io.sallyport.http.access.Caller;
import io.sallyport.template.Category;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What is used of the budgets. */
@Path("/budgets")
@Produces(MediaType.APPLICATION_JSON)
public final class BudgetsResource {

  private static final int AT_ONCE = 32;

  private final Budgets budgets;
  private final BudgetStore store;
  private final Numbers numbers;

  BudgetsResource(Budgets budgets, BudgetStore store, Numbers numbers) {
    this.budgets = budgets;
    this.store = store;
    this.numbers = numbers;
  }

  /** All of them, by name. */
  @RegisterForReflection
  public record BudgetList(List<BudgetView> budgets) {}

  /**
   * One budget.
   *
   * @param amount how much may be spent; null for any
   * @param messages how many may be sent; null for any
   * @param unpriced how many messages cost nothing, since the rate card has no price for them
   * @param soft per cent from which on {@code budget.soft} is sent
   * @param clients whose sends count; empty for all
   * @param numbers likewise
   * @param categories likewise
   */
  @RegisterForReflection
  public record BudgetView(
      String name,
      String period,
      @JsonProperty("period_start") Instant periodStart,
      @JsonProperty("resets_at") Instant resetsAt,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable Long messages,
      UsedView used,
      long unpriced,
      int soft,
      List<String> clients,
      List<String> numbers,
      List<String> categories) {

    static BudgetView of(BudgetUse use) {
      Budget budget = use.current().budget();
      return new BudgetView(
          budget.name(),
          ApiCalls.word(budget.period()),
          use.current().since(),
          use.current().resetsAt(),
          budget.amount(),
          budget.currency(),
          budget.messages(),
          new UsedView(use.amount(), use.messages()),
          use.unpriced(),
          budget.soft(),
          budget.clients().stream().sorted().toList(),
          budget.numbers().stream().sorted().toList(),
          budget.categories().stream().map(Category::name).sorted().toList());
    }
  }

  /**
   * What is used in the period.
   *
   * @param amount by the rate card, as Meta's statuses have corrected it; null when it is not
   *     counted
   */
  @RegisterForReflection
  public record UsedView(@Nullable BigDecimal amount, long messages) {}

  @GET
  @OwnNumbers
  @Operation(
      summary = "The budgets and what is used of them; a client sees those its sends count in")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BudgetList.class)))
  @APIResponse(responseCode = "503", ref = "Error")
  public Uni<BudgetList> list(@Context ContainerRequestContext context) {
    List<Uni<BudgetUse>> all =
        budgets.all().stream()
            .filter(budget -> isVisible(budget, context))
            .map(budget -> UniHelper.toUni(store.use(budgets.current(budget))))
            .toList();
    return all.isEmpty()
        ? Uni.createFrom().item(new BudgetList(List.of()))
        : ApiCalls.stored(
                Uni.join().all(all).usingConcurrencyOf(AT_ONCE).andFailFast(),
                ApiCalls.STORE_SILENT)
            .map(uses -> new BudgetList(uses.stream().map(BudgetView::of).toList()));
  }

  private boolean isVisible(Budget budget, ContainerRequestContext context) {
    if (!(context.getProperty(ApiAccess.CALLER) instanceof Caller.Known known)) {
      return true;
    }
    Client client = known.client();
    return (budget.clients().isEmpty() || budget.clients().contains(client.name()))
        && (budget.numbers().isEmpty() ? numbers.ids() : budget.numbers())
            .stream().anyMatch(client::mayUse);
  }
}
