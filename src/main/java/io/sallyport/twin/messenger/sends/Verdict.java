package io.sallyport.twin.messenger.sends;

import io.sallyport.twin.messenger.accounts.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Meta does with a send.
 *
 * @param account the one it is of
 * @param person who gets it; null if the answer does not tell
 * @param problems all that is wrong with it, none if it is taken; Meta tells the first
 * @param effect what taking it uses up
 */
public record Verdict(
    Account account, @Nullable String person, List<Problem> problems, Runnable effect) {

  public Verdict {
    problems = List.copyOf(problems);
  }

  static Verdict refused(Account account, Problem problem) {
    return refused(account, List.of(problem));
  }

  static Verdict refused(Account account, List<Problem> problems) {
    return new Verdict(account, null, problems, () -> {});
  }

  static Verdict taken(Account account, @Nullable String person, Runnable effect) {
    return new Verdict(account, person, List.of(), effect);
  }

  public boolean isTaken() {
    return problems.isEmpty();
  }

  /** The one that Meta tells. */
  public @Nullable Problem problem() {
    return problems.isEmpty() ? null : problems.get(0);
  }
}
