package io.sallyport.ledger;

import java.util.function.Consumer;

class ModelLedgerTest extends LedgerContract {

  @Override
  protected Ledger ledger(VirtualTime time, Consumer<Effect> effects) {
    return new ModelLedger(time::now, effects);
  }

  @Override
  protected Records records(Ledger ledger, VirtualTime time) {
    return (ModelLedger) ledger;
  }
}
