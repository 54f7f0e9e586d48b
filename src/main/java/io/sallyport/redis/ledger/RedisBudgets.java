package io.sallyport.redis.ledger;

import io.sallyport.budget.Budget;
import io.sallyport.budget.BudgetSpent;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.BudgetUse.Soft;
import io.sallyport.budget.Cost;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.budget.Spending;
import io.sallyport.pricing.Price;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is used of budgets, on Redis; all of them have one hash tag, and amounts are millionths. */
public final class RedisBudgets implements BudgetStore {

  private static final String LOOK = "look";

  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * @param timeout after which a call fails
   */
  public RedisBudgets(Scripts scripts, Clock clock, Duration timeout) {
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<@Nullable BudgetSpent> take(Spending spending, boolean evenIfSpent) {
    return take(spending, evenIfSpent ? "take_all" : "take");
  }

  @Override
  public Future<@Nullable BudgetSpent> look(Spending spending) {
    return take(spending, LOOK);
  }

  private Future<@Nullable BudgetSpent> take(Spending spending, String what) {
    Cost cost = spending.cost();
    Call call =
        Script.BUDGET_TAKE
            .call()
            .key("send", Keys.budgetSend(spending.id()))
            .set("clock_offset", clock.offset())
            .set("what", what)
            .set("charged", cost.charged())
            .set("price", price(cost.price()))
            .set("currency", currency(cost.price()));
    Future<Response> running = scripts.run(on(spending.budgets(), call));
    return limit
        .of(running)
        .onFailure(
            silent -> {
              if (!what.equals(LOOK)) {
                GiveBack.after(running, () -> notTaken(spending));
              }
            })
        .map(answer -> spent(spending, Script.BUDGET_TAKE.answer(answer)));
  }

  private static @Nullable BudgetSpent spent(Spending spending, Answer answer) {
    int place = answer.count("place");
    if (place == 0) {
      return null;
    }
    CurrentBudget current = spending.budgets().get(place - 1);
    return new BudgetSpent(
        current,
        amount(current.budget(), answer.number("amount")),
        answer.number("messages"),
        answer.text("by").equals("amount"));
  }

  @Override
  public Future<Void> keep(String id, String wamid, List<CurrentBudget> budgets) {
    Call call =
        Script.BUDGET_KEEP
            .call()
            .key("send", Keys.budgetSend(id))
            .key("message", Keys.budgetMessage(wamid))
            .set("clock_offset", clock.offset());
    return run(on(budgets, call)).mapEmpty();
  }

  @Override
  public Future<Void> giveBack(Spending spending) {
    return GiveBack.now(() -> notTaken(spending));
  }

  private Future<Void> notTaken(Spending spending) {
    return heard(Keys.budgetSend(spending.id()), true, false, null, false, spending.budgets());
  }

  @Override
  public Future<Void> failed(String wamid, List<CurrentBudget> budgets) {
    return heard(Keys.budgetMessage(wamid), true, false, null, false, budgets);
  }

  @Override
  public Future<Void> reported(Report report, List<CurrentBudget> budgets) {
    return heard(
        Keys.budgetMessage(report.wamid()),
        false,
        report.delivered(),
        report.cost(),
        report.namesCategory(),
        budgets);
  }

  private Future<Void> heard(
      String key,
      boolean failed,
      boolean delivered,
      @Nullable Cost word,
      boolean named,
      List<CurrentBudget> budgets) {
    @Nullable Price price = word == null ? null : word.price();
    Call call =
        Script.BUDGET_HEARD
            .call()
            .key("message", key)
            .set("clock_offset", clock.offset())
            .set("failed", failed)
            .set("delivered", delivered)
            .set("word", word == null ? "" : word.charged() ? "1" : "0")
            .set("named", named)
            .set("price", price(price))
            .set("currency", currency(price));
    return run(on(budgets, call)).mapEmpty();
  }

  private static Call on(List<CurrentBudget> budgets, Call call) {
    for (CurrentBudget current : budgets) {
      Budget budget = current.budget();
      call.each()
          .key("used", used(current))
          .set("name", budget.name())
          .set("since", current.since().getEpochSecond())
          .set("ends", current.resetsAt().getEpochSecond())
          .set("currency", budget.currency() == null ? "" : budget.currency())
          .set("amount", budget.amount() == null ? "" : "" + Cost.micros(budget.amount()))
          .set("messages", budget.messages() == null ? "" : "" + budget.messages())
          .set("soft", budget.soft());
    }
    return call;
  }

  private static String used(CurrentBudget current) {
    return Keys.budgetUse(current.budget().name(), current.since());
  }

  private static String price(@Nullable Price price) {
    return price == null ? "" : Long.toString(Cost.micros(price.amount()));
  }

  private static String currency(@Nullable Price price) {
    return price == null ? "" : price.currency();
  }

  @Override
  public Future<BudgetUse> use(CurrentBudget budget) {
    Request all = Request.cmd(Command.HGETALL).arg(used(budget));
    return limit.of(scripts.redis().send(all)).map(fields -> use(budget, fields));
  }

  private static BudgetUse use(CurrentBudget current, Response fields) {
    Budget budget = current.budget();
    long softAt = number(fields, "soft_at");
    return new BudgetUse(
        current,
        amount(budget, number(fields, "amount")),
        number(fields, "messages"),
        number(fields, "unpriced"),
        softAt == 0
            ? null
            : new Soft(
                Instant.ofEpochSecond(softAt),
                amount(budget, number(fields, "soft_amount")),
                number(fields, "soft_messages")),
        number(fields, "told") != 0);
  }

  private static long number(Response fields, String name) {
    Response value = fields.get(name);
    return value == null ? 0 : value.toLong();
  }

  private static @Nullable BigDecimal amount(Budget budget, long micros) {
    return budget.currency() == null ? null : Cost.amount(micros);
  }

  @Override
  public Future<Void> softTold(CurrentBudget budget) {
    Call call =
        Script.BUDGET_TOLD.call().key("used", used(budget)).set("clock_offset", clock.offset());
    return run(call).mapEmpty();
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
