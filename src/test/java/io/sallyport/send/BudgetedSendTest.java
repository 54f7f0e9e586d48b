package io.sallyport.send;

import static io.sallyport.send.ScriptedUpstream.answer;
import static io.sallyport.send.Sends.ACCEPTED;
import static io.sallyport.send.Sends.CLOSED;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.SLOT;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static io.sallyport.send.Sends.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.budget.Budget;
import io.sallyport.budget.Budget.Period;
import io.sallyport.budget.BudgetSpent;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.budget.MemoryBudgets;
import io.sallyport.budget.Spending;
import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuit;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Verdict;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends that count in a budget of one message. */
class BudgetedSendTest {

  /** What is asked of it. */
  private static final class Told implements BudgetStore {
    private final BudgetStore counts = new MemoryBudgets(Instant::now);
    private final StringBuilder told = new StringBuilder();
    private boolean silent;

    @Override
    public Future<@Nullable BudgetSpent> take(Spending spending, boolean evenIfSpent) {
      told.append("take ");
      return silent ? Future.failedFuture("silent") : counts.take(spending, evenIfSpent);
    }

    @Override
    public Future<@Nullable BudgetSpent> look(Spending spending) {
      return counts.look(spending);
    }

    @Override
    public Future<Void> keep(String id, String wamid, List<CurrentBudget> budgets) {
      told.append("keep ").append(wamid).append(' ');
      return counts.keep(id, wamid, budgets);
    }

    @Override
    public Future<Void> giveBack(Spending spending) {
      told.append("back ");
      return counts.giveBack(spending);
    }

    @Override
    public Future<Void> failed(String wamid, List<CurrentBudget> budgets) {
      throw new AssertionError("no status comes");
    }

    @Override
    public Future<Void> reported(Report report, List<CurrentBudget> budgets) {
      throw new AssertionError("no status comes");
    }

    @Override
    public Future<BudgetUse> use(CurrentBudget budget) {
      return counts.use(budget);
    }

    @Override
    public Future<Void> softTold(CurrentBudget budget) {
      return counts.softTold(budget);
    }
  }

  private final Map<Reason, Enforcement> enforcement = new EnumMap<>(Reason.class);
  private final ScriptedLedger ledger = new ScriptedLedger();
  private final MemoryMessagingLimits reach = new MemoryMessagingLimits(Instant::now);
  private final Circuits circuits = new Circuits(Instant::now);
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final Told spent = new Told();
  private Budget budget = budget(Set.of(Category.MARKETING), Set.of());

  private static Budget budget(Set<Category> categories, Set<String> clients) {
    return new Budget("spring", clients, Set.of(), categories, Period.MONTH, null, null, 1L, 80);
  }

  private Decision decide() {
    return decide(StoreFailure.REJECT, null);
  }

  private Decision decide(StoreFailure onStoreFailure, @Nullable String key) {
    ledger.says(new Verdict.Admitted(CLOSED, SLOT, null, Charge.REGULAR, null, "1"));
    Send plain = send(NUMBER, SALE);
    Send send =
        new Send(
            plain.number(),
            plain.endpoint(),
            plain.target(),
            plain.headers(),
            "crm",
            key,
            plain.body());
    return new SendMessage(
            new Deciders(
                WhatsApp.CHANNEL,
                policies(onStoreFailure, enforcement),
                registry(),
                ledger,
                Plain.shared(reach, List.of(budget), spent),
                circuits),
            new RecordedKeys(),
            upstream)
        .handle(send)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static @Nullable Reason reason(Decision decision) {
    Refusal refusal = decision.refusal();
    return refusal == null ? null : refusal.reason();
  }

  @Test
  void whatMetaTakesIsKeptAndTheNextIsRefusedAndGivesBackWhatItHeld() {
    upstream.endsWith(ACCEPTED);
    assertThat(decide().outcome()).isSameAs(ACCEPTED);
    assertThat(spent.told).hasToString("take keep wamid.1 ");

    Decision second = decide();

    assertThat(reason(second)).isEqualTo(Reason.BUDGET);
    assertThat(second.charge()).isNull();
    assertThat(upstream.sent()).hasSize(1);
    assertThat(spent.told).hasToString("take keep wamid.1 take ");
    assertThat(ledger.settled()).containsExactly("commit slot wamid.1", "release slot");
  }

  @Test
  void aPlaceInTheMessagingLimitIsGivenBackToo() {
    upstream.endsWith(new Outcome.Unknown());
    decide();
    reach.giveBack(NUMBER.portfolio(), SLOT.id());
    assertThat(reason(decide())).isEqualTo(Reason.BUDGET);

    assertThat(reach.look(NUMBER.portfolio(), new Contact("16505559999"), 1).result()).isNull();
  }

  @Test
  void whatMetaRefusesOrNeverGotIsGivenBackAndWhatIsUnknownIsNot() {
    upstream.endsWith(answer(400, "{\"error\":{\"code\":131000}}"));
    decide();
    upstream.endsWith(new Outcome.NotSent());
    decide();
    assertThat(spent.told).hasToString("take back take back ");
    upstream.endsWith(new Outcome.Unknown());
    decide();
    assertThat(spent.told).hasToString("take back take back take ");
    assertThat(reason(decide())).isEqualTo(Reason.BUDGET);
  }

  @Test
  void anOpenCircuitGivesItBack() {
    enforcement.put(Reason.BUDGET, Enforcement.OBSERVE);
    upstream.endsWith(new Outcome.NotSent());
    for (int i = 0; i < Circuit.FAILURES; i++) {
      decide();
    }
    int before = upstream.sent().size();
    assertThat(reason(decide())).isEqualTo(Reason.UPSTREAM_UNREACHABLE);
    assertThat(upstream.sent()).hasSize(before);
    assertThat(spent.told.toString()).endsWith("take back ");
  }

  @Test
  void whereTheStoreIsSilentItIsUndecidedAndWhatMayBeTakenIsGivenBack() {
    spent.silent = true;

    assertThat(reason(decide())).isEqualTo(Reason.UNDECIDED);
    assertThat(upstream.sent()).isEmpty();
    assertThat(spent.told).hasToString("take back ");
    assertThat(ledger.settled()).containsExactly("release slot");
  }

  @Test
  void whereSendsPassWithoutAStoreTheyDoWithoutThisOne() {
    spent.silent = true;
    upstream.endsWith(ACCEPTED);

    assertThat(decide(StoreFailure.ALLOW, null).outcome()).isSameAs(ACCEPTED);
    assertThat(spent.told).hasToString("take back ");
    assertThat(reason(decide(StoreFailure.ALLOW, "order 7"))).isEqualTo(Reason.UNDECIDED);
  }

  @Test
  void anObservedBudgetTellsAndCounts() {
    enforcement.put(Reason.BUDGET, Enforcement.OBSERVE);
    upstream.endsWith(ACCEPTED);
    decide();

    Decision second = decide();

    assertThat(second.word()).isEqualTo(Decision.Word.OBSERVED);
    assertThat(second.reason()).isEqualTo(Reason.BUDGET);
    assertThat(spent.told).hasToString("take keep wamid.1 take keep wamid.1 ");
  }

  @Test
  void whatIsOffAsksNobody() {
    enforcement.put(Reason.BUDGET, Enforcement.OFF);
    upstream.endsWith(ACCEPTED);
    decide();
    decide();
    assertThat(spent.told).isEmpty();
  }

  private enum Other {
    CATEGORY,
    CLIENT
  }

  @ParameterizedTest
  @EnumSource(Other.class)
  void aSendThatCountsInNoBudgetAsksNobody(Other other) {
    budget =
        other == Other.CATEGORY
            ? budget(Set.of(Category.UTILITY), Set.of())
            : budget(Set.of(), Set.of("shop"));
    upstream.endsWith(ACCEPTED);

    assertThat(decide().outcome()).isSameAs(ACCEPTED);
    assertThat(spent.told).isEmpty();
  }
}
