package io.sallyport.admission;

class ModelLedgerTest extends LedgerContract {

  @Override
  protected Ledger create() {
    return new ModelLedger(time::now);
  }
}
