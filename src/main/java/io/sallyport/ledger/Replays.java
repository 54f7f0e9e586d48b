package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Judges sends again, each on what the ledger saw when it was decided. */
public interface Replays {

  /**
   * One send.
   *
   * @param facts what the ledger noted of it, see {@link Verdict#facts}
   */
  record Case(Contact contact, String facts, SendContext context) {}

  /**
   * What the ledger's rules would have said of the sends on these terms. Nothing is sent, consumed
   * or kept.
   *
   * @return for each in turn, empty where the facts do not do; fails when the ledger cannot be
   *     asked
   */
  Future<List<Optional<LedgerExplanation>>> judge(
      String phoneNumberId, Terms terms, List<Case> cases);
}
