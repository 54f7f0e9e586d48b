package io.sallyport.admission;

class ModelLedgerTest extends LedgerContract {

  private final ModelLedger model = new ModelLedger(time::now, effects::add);

  @Override
  protected Ledger create() {
    return model;
  }

  @Override
  protected Records records() {
    return model;
  }
}
