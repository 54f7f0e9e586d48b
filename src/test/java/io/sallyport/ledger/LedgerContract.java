package io.sallyport.ledger;

import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;

/** What every ledger must do, one contract for each matter. Run by Redis and by the model. */
public abstract class LedgerContract {

  protected abstract Ledger ledger(VirtualTime time, Consumer<Effect> effects);

  /** What that ledger knows. */
  protected abstract Records records(Ledger ledger, VirtualTime time);

  @Nested
  class OfWindows extends WindowContract {
    OfWindows() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfMarketing extends MarketingContract {
    OfMarketing() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfRules extends RulesContract {
    OfRules() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfNames extends NamesContract {
    OfNames() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfManyNames extends ManyNamesContract {
    OfManyNames() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfAnswers extends AnswersContract {
    OfAnswers() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfMoney extends MoneyContract {
    OfMoney() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfLimits extends LimitsContract {
    OfLimits() {
      super(LedgerContract.this);
    }
  }

  @Nested
  class OfGroups extends GroupsContract {
    OfGroups() {
      super(LedgerContract.this);
    }
  }
}
