package io.sallyport.send;

import io.sallyport.ledger.Verdict;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Standing;
import io.sallyport.rule.Submission;
import org.jspecify.annotations.Nullable;

/**
 * What a decision stood on, noted where decisions are remembered.
 *
 * @param standing what the rules saw that look at the message alone; it had passed them
 * @param refusedBy the rule by which the ledger refused it; null when it let it pass
 * @param facts what the ledger saw, in its own words
 */
public record Basis(Standing standing, @Nullable Reason refusedBy, String facts) {

  /** Of a ledger's verdict; null where nothing is noted of it. */
  static @Nullable Basis of(Policies policies, Submission submission, Verdict verdict) {
    String facts = verdict.facts();
    Reason refusedBy = verdict instanceof Verdict.Refused no ? no.grounds().reason() : null;
    return facts == null ? null : new Basis(policies.standing(submission), refusedBy, facts);
  }
}
