package io.sallyport.admission;

/**
 * What every ledger must do. Run by Redis and by the model. The tests are in the classes above it,
 * one for each matter.
 */
public abstract class LedgerContract extends GroupsContract {}
